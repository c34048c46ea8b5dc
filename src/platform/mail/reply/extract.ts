import { cutMail, type MailPart } from '../../text/mail-parts.ts';
import type { Flowed, MailLine } from '../../text/mail-lines.ts';
import { endsAttribution, isBanner, isFullAttribution } from '../../text/mail-marks.ts';
import { unarmour } from './armour.ts';
import { cutForward } from './forward.ts';
import { hasMarkers, readMarkers, textWithMarkers } from './html.ts';
import { cutBelowLine, cutTail, looksLikeSignature } from './tail.ts';

/** A mail's text (preferred) and HTML, as `readBody` gives them. */
export type ReplySource = { text: string; html?: string | null; flowed?: Flowed };

/** What was cut off stands in `quoted` and `signature`, as it was written; `forwards` says that it passes a message on. */
export type Reply = { reply: string; quoted: string; signature: string; forwards: boolean };

/** Longer mails are logs and dumps: all of it is content. */
const MAX_LENGTH = 400_000;

/**
 * What a person would keep of a mail: the author's own words, with the quotes between them that they
 * answer. Whole quotes above or below, what introduces them, signatures and footers go. When nothing
 * else is left the quotes stay, and in doubt everything does.
 */
export function extractReply(mail: string | ReplySource): Reply {
  const { text, html = null, flowed = null }: ReplySource = typeof mail === 'string' ? { text: mail } : mail;
  if (text.trim() === '') return html === null ? asItIs('') : ofHtml(html);
  const reply = ofText(text, flowed);
  // Outlook's plain text carries no mark of what it quotes in languages we do not know; its HTML does.
  if (reply.quoted !== '' || html === null || !hasMarkers(html)) return reply;
  const marked = ofHtml(html);
  return marked.reply !== '' && squeezed(reply.reply).startsWith(squeezed(marked.reply)) ? marked : reply;
}

function ofHtml(html: string): Reply {
  const { text, quoted, signature } = readMarkers(textWithMarkers(html));
  const inner = ofText(text, null);
  return { ...inner, quoted: joined(inner.quoted, quoted), signature: joined(inner.signature, signature) };
}

function ofText(source: string, flowed: Flowed): Reply {
  if (source.length > MAX_LENGTH) return asItIs(source);
  const { above, below } = cutBelowLine(withoutBanner(withIntrosApart(unarmour(source))));
  const forward = cutForward(above);
  const parts = cutMail(forward.text, flowed);
  const kept = keep(parts);
  if (kept.every((part) => isEmpty(part.lines))) return asItIs(withoutIntros(forward.text, parts));
  const tail = cutTail(kept.at(-1)!.kind === 'text' ? kept.at(-1)!.lines : []);
  const words = kept.flatMap((part, at) => (at === kept.length - 1 && part.kind === 'text' ? tail.words : part.lines));
  return {
    reply: tidy(words),
    quoted: joined(...parts.filter((part) => part.kind === 'quote' && !kept.includes(part)).map(written), forward.quoted, below),
    signature: joined(tidy(tail.rest), ...parts.filter((part) => part.kind === 'signature').map(written)),
    forwards: forward.forwards,
  };
}

/** "CAUTION: this mail came from outside", which a server put above it. */
function withoutBanner(text: string): string {
  const [, first = '', rest = ''] = /^\s*((?:[^\n]+(?:\n|$)){1,6})\s*([\s\S]*)$/.exec(text) ?? [];
  return rest !== '' && isBanner(first.replace(/\s+/g, ' ').trim()) ? rest : text;
}

/** Yahoo's telephones write what introduces the quote, two spaces, and the quote in one line. */
function withIntrosApart(text: string): string {
  return text.replace(/^([^\n]{10,250}?:)[ \u00a0]{2,}(?=\S)/gm, (whole, intro: string) => (/<\S+@\S+>/.test(intro) && isFullAttribution(intro) ? `${intro.trimStart()}\n` : whole));
}

/** The parts that stay: texts, and quotes with the author's words above and below, or quotes that nothing introduces. */
function keep(parts: MailPart[]): MailPart[] {
  const body = parts.filter((part) => part.kind !== 'signature').map(withoutIntro);
  const texts = body.flatMap((part, at) => (part.kind === 'text' && !isEmpty(part.lines) ? [at] : []));
  const first = texts[0] ?? 0;
  let last = texts.at(-1) ?? -1;
  // "I agree." – quote – "Ana": below the only quote stands the name. Below "Hello Ana," it would be the answer.
  const above = texts.length === 2 && body[last - 1]?.kind === 'quote' ? tidy(body[first]!.lines) : '';
  if (above.length > 20 && !/[,:]$/.test(above) && looksLikeSignature(body[last]!.lines, 3)) last = first;
  const bottomPosted = texts.length === 1 && body.slice(0, first).some((part) => part.intro.length > 0);
  const stay = body.slice(bottomPosted ? first : 0, last + 1);
  for (const part of stay) if (part.kind === 'quote') part.lines = [...sentences(part), ...part.lines];
  return stay;
}

/** Lines above a quote that only seem to introduce it are the author's. */
function sentences(part: MailPart): MailLine[] {
  if (part.intro.length === 0 || part.intro.length > 3 || endsAttribution(part.intro.join(' '))) return [];
  return part.intro.map((text) => ({ depth: 0, text, raw: text }));
}

/** "On … Ana wrote:" as the first words of a mail introduces what was answered below, quoted or not. */
function withoutIntro(part: MailPart, at: number): MailPart {
  if (at > 0 || part.kind !== 'text') return part;
  const start = part.lines.findIndex((line) => line.text.trim() !== '');
  for (let length = 1; length <= 4 && start >= 0; length += 1) {
    const lines = part.lines.slice(start, start + length);
    if (lines.at(-1)?.text.trim() === '') break;
    if (isFullAttribution(lines.map((line) => line.text).join(' '))) part.lines = part.lines.slice(start + length);
    else continue;
    break;
  }
  return part;
}

/** A mail of nothing but quotes shows them, without what introduces them. */
function withoutIntros(source: string, parts: MailPart[]): string {
  const lines = parts.filter((part) => part.kind !== 'signature').flatMap((part) => part.lines);
  return isEmpty(lines) ? source : tidy(lines);
}

function asItIs(text: string): Reply {
  return { reply: text.trim(), quoted: '', signature: '', forwards: false };
}

function written(part: MailPart): string {
  return [...part.intro, ...part.lines.map((line) => line.raw)].join('\n').trim();
}

function tidy(lines: MailLine[]): string {
  return lines.map((line) => line.raw.trimEnd()).join('\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd();
}

function isEmpty(lines: MailLine[]): boolean {
  return lines.every((line) => line.text.trim() === '');
}

function joined(...texts: string[]): string {
  return texts.filter(Boolean).join('\n\n');
}

function squeezed(text: string): string {
  return text.replace(/[\s\u00a0]+/g, '');
}
