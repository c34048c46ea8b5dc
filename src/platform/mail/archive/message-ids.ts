import { createHash } from 'node:crypto';

/** Longer than any real one; RFC 5322 §2.1.1 allows lines of 998. */
const MAX_ID = 500;
/** Long threads carry hundreds of references; the first and the last ones place a message. */
const MAX_REFERENCES = 60;

/** The first message id of a header, without its brackets; "" is null. Spaces inside, as folding leaves, go. */
export function readMessageId(header: string | null): string | null {
  const bracketed = /<([^<>]{1,500})>/.exec(header ?? '')?.[1];
  const bare = /^\s*([^\s<>]{3,500})\s*$/.exec(header ?? '')?.[1];
  return tidy(bracketed ?? bare ?? '');
}

/** All ids of a References header, oldest first, each once. Commas, missing spaces and lost brackets are forgiven. */
export function readReferences(header: string | null): string[] {
  const value = (header ?? '').slice(0, 20_000);
  const found = value.includes('<')
    ? [...value.matchAll(/<([^<>]{1,500})>/g)].map((match) => match[1]!)
    : value.split(/[\s,]+/).filter((word) => word.includes('@'));
  const ids = [...new Set(found.map(tidy).filter((id) => id !== null))];
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 10), ...ids.slice(10 - MAX_REFERENCES)];
}

/**
 * The parents named by In-Reply-To. Before RFC 2822 it was free text, such as
 * `Message from Ann <ann@x.org> of "Tue…" <id@x.org>`: an address there is no id, and taking it for one
 * would gather all answers to Ann in one thread.
 */
export function readInReplyTo(header: string | null): string[] {
  const value = (header ?? '').slice(0, 5000);
  const ids = readReferences(value);
  const sloppy = value.replace(/<[^<>]*>/g, '').replace(/[\s,;]/g, '') !== '';
  return sloppy ? ids.filter((id) => !looksLikeAddress(id)) : ids;
}

/** Ids have digits or great length before the @; addresses of people seldom either. */
function looksLikeAddress(id: string): boolean {
  const local = id.split('@')[0]!;
  return local.length < 25 && !/\d{3}|\$|%|=/.test(local) && /^[a-z][\w.+-]*$/i.test(local);
}

function tidy(id: string): string | null {
  const plain = id.replace(/[\s\u0000-\u001f\u007f]+/g, '').slice(0, MAX_ID);
  return plain === '' || plain === '@' ? null : plain;
}

/** A stable id for a message that has none: the same bytes give the same id in every run. `.invalid` is RFC 2606. */
export function idFromContent(hash: string): string {
  return `${hash}@message.invalid`;
}

/** What makes two messages the same, whichever archive they come from: author, date as written, subject, words. */
export function contentHash(parts: { author: string; date: string; subject: string; body: string }): string {
  const words = parts.body.split(/\s/).filter(Boolean).join(' ');
  return createHash('sha256')
    .update([parts.author, parts.date.trim(), parts.subject, words].join('\n'))
    .digest('hex')
    .slice(0, 40);
}
