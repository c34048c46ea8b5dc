import { authorKey, readAuthor, type Author } from './address.ts';
import { readBody, type Attachment } from './body.ts';
import { dateOf, type MessageDate } from './dates.ts';
import { decodeHeaderText } from './encoded-words.ts';
import { splitMessage, type Headers } from './headers.ts';
import { contentHash, idFromContent, readInReplyTo, readMessageId, readReferences } from './message-ids.ts';
import { readSubject, type SubjectParts } from './subject.ts';

/** One message, read. Ids are without brackets. */
export type ParsedMessage = {
  messageId: string;
  /** Made from the content, because the message had none. */
  idSynthesised: boolean;
  inReplyTo: string[];
  references: string[];
  from: Author;
  date: MessageDate;
  subject: string;
  subjectParts: SubjectParts;
  /** By its subject, its headers or its quoting, this answers something. */
  replyMarked: boolean;
  text: string;
  html: string | null;
  attachments: Attachment[];
  /** List-Id (RFC 2919) without brackets. */
  listId: string | null;
  /** Content-Language, when it names one language: its primary subtag. */
  language: string | null;
  charset: string;
  charsetGuessed: boolean;
  flowed: { delSp: boolean } | null;
  encrypted: boolean;
  /** Equal for the same message met again; different for another that bears the same Message-ID. */
  contentHash: string;
  /** Asked not to be archived (X-No-Archive: yes), or written by a machine (RFC 3834). */
  noArchive: boolean;
  automatic: boolean;
};

/** What the place of a message in its archive tells: the mbox `From ` line, and a neighbour's date. */
export type ParseHints = { envelope?: string | null; near?: number | null; now?: number };

/** What programs that wrote a message to a file put before its first header. */
const LEAD = /^(?:\xef\xbb\xbf)?(?:\r?\n)*(?=[!-9;-~]+[ \t]*:)/;

/** Reads one raw message. Never throws for its content: what cannot be read comes out empty or null. */
export async function parseMessage(source: Buffer, hints: ParseHints = {}): Promise<ParsedMessage> {
  const raw = source.subarray(LEAD.exec(source.toString('latin1', 0, 100))?.[0].length ?? 0);
  const { headers, body } = splitMessage(raw);
  const content = await readBody(raw, headers, body);
  const from = readAuthor(headers.first('from') ?? headers.first('sender') ?? headers.first('return-path'));
  const subject = decodeHeaderText(headers.first('subject') ?? '').slice(0, 1000);
  const listId = readListId(headers);
  const subjectParts = readSubject(subject, listId);
  const inReplyTo = readInReplyTo(headers.first('in-reply-to'));
  const references = readReferences(headers.first('references'));
  const hash = contentHash({
    author: authorKey(from),
    date: headers.first('date') ?? '',
    subject: subjectParts.base,
    body: content.text || content.html || '',
  });
  const givenId = readMessageId(headers.first('message-id') ?? headers.first('resent-message-id'));
  return {
    messageId: givenId ?? idFromContent(hash),
    idSynthesised: givenId === null,
    inReplyTo,
    references,
    from,
    date: dateOf(headers, { envelope: hints.envelope ?? null, near: hints.near ?? null, now: hints.now ?? Date.now() }),
    subject,
    subjectParts,
    replyMarked: subjectParts.reply || inReplyTo.length + references.length > 0 || quotes(content.text),
    ...content,
    listId,
    language: readLanguage(headers),
    contentHash: hash,
    noArchive: /^yes/i.test(headers.first('x-no-archive') ?? ''),
    automatic: !/^(?:no)?$/i.test(headers.first('auto-submitted') ?? '') || headers.first('x-autoreply') !== null,
  };
}

/** The id to use when another message with other content already has this one's Message-ID. */
export function distinctId(message: Pick<ParsedMessage, 'contentHash'>): string {
  return idFromContent(message.contentHash);
}

/** Archives that cut "Re:" from subjects leave the quoting as the only mark of an answer. */
function quotes(text: string): boolean {
  return /^(?:>|[A-Z]{1,3}>) ?\S/m.test(text) || /^.{0,3}-{2,80}\s?original message\s?--/im.test(text);
}

function readListId(headers: Headers): string | null {
  const value = headers.first('list-id');
  return value === null ? null : (/<([^<>]{1,200})>/.exec(value)?.[1] ?? value).trim().slice(0, 200).toLowerCase();
}

function readLanguage(headers: Headers): string | null {
  const value = (headers.first('content-language') ?? '').trim();
  return /^([a-z]{2,3})(?:-[a-z0-9-]+)?$/i.exec(value)?.[1]?.toLowerCase() ?? null;
}
