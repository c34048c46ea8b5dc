import { isAutomatic } from '../automatic.ts';
import { readMessageId } from '../archive/message-ids.ts';
import { readAuthor } from '../archive/address.ts';
import { splitMessage, type Headers } from '../archive/headers.ts';
import { textOfHtmlMail } from '../../text/html-mail.ts';
import { readChallenge, readNotification } from './special.ts';
import { leavesOf, textOf } from '../mime/tree.ts';
import { explanation, readPlain } from './plain.ts';
import { addressOf, readFeedback, readReport, type BouncedRecipient, type ReportedRecipient } from './report.ts';
import { isHard, statusIn } from './status.ts';
import { fromMailSystem, isEmptyPath, mailSystem, speaksOfFailure } from './suspect.ts';

/** A leaf of the message, as text. */
export type Part = { type: string; headers: Headers; text: string };

export type BounceKind = 'hard' | 'soft' | 'delivered' | 'complaint' | 'unsubscribe' | 'report' | 'autoreply' | 'challenge';
/** `report` is feedback that is no complaint of a person (authentication failures, RFC 6591). */
export type Bounce = { kind: BounceKind; recipients: BouncedRecipient[]; originalMessageId: string | null };

/**
 * What a mail system or an answering machine says of a message that was sent; null for a person's mail,
 * also one that speaks of bounces or quotes one. Never throws.
 */
export function readBounce(raw: Buffer, depth = 0): Bounce | null {
  const { headers } = splitMessage(raw);
  const parts = leavesOf(raw).map((leaf): Part => ({ type: leaf.type, headers: leaf.headers, text: textOf(leaf) }));
  const originalMessageId = originalId(parts);
  const feedback = parts.find((part) => part.type === 'message/feedback-report');
  if (feedback) return complaint(readFeedback(feedback.text), parts, originalMessageId);
  const special = readNotification(headers, parts) ?? oldComplaint(headers, parts);
  if (special) return { originalMessageId, ...special };
  const returned = parts.some(returnsMessage);
  const failing = fromMailSystem(headers, returned);
  const reported = reportOf(headers, parts, failing);
  if (reported.length > 0) return classified(refined(reported, parts), originalMessageId);
  const enclosed = failing && depth < 2 ? parts.find((part) => part.type === 'message/rfc822' && /report-type="?delivery-status/i.test(part.text.slice(0, 8000))) : undefined;
  const inner = enclosed ? readBounce(Buffer.from(enclosed.text), depth + 1) : null;
  if (inner) return inner;
  const text = wordsOf(parts);
  const challenge = readChallenge(headers, text);
  if (challenge) return { kind: challenge, recipients: [], originalMessageId };
  if (failing && speaksOfFailure(headers, text) && !isVacation(headers)) {
    const recipients = readPlain(text, failedRecipients(headers), ownAddresses(headers));
    const copied = recipients.length > 0 ? recipients : copiedRecipient(parts, text);
    if (copied.length > 0) return classified(transcribed(copied, parts), originalMessageId);
    if (mailSystem(headers) === 'surely' || (returned && isEmptyPath(headers))) return { kind: isHard({ status: statusIn(text), action: 'failed', diagnostic: explanation(text) }) ? 'hard' : 'soft', recipients: [], originalMessageId };
  }
  return isAutomatic(headers).answer ? { kind: 'autoreply', recipients: [], originalMessageId: readMessageId(headers.first('in-reply-to')) ?? originalMessageId } : null;
}

/** Fields of RFC 3464: in their own part, or in the text of a machine that does not know the type. */
function reportOf(headers: Headers, parts: Part[], failing: boolean): ReportedRecipient[] {
  const own = parts.filter((part) => /^message\/(?:global-)?delivery-status$/.test(part.type)).flatMap((part) => readReport(part.text));
  const root = parts.length > 0 && (/multipart\/report/i.test(headers.first('content-type') ?? '') || mailSystem(headers) !== null);
  if (own.length > 0) return root ? own : [];
  if (!failing) return [];
  return parts.slice(0, 3).filter((part) => /^text\/plain/.test(part.type) && /^(?:final-recipient|status) ?:/im.test(part.text)).flatMap((part) => readReport(explanation(part.text).replace(/^[\s\S]*?(?=^(?:reporting-mta|action|final-recipient|original-recipient) ?:)/im, '')));
}

/** A copy of the message that came back, or its head. */
function returnsMessage({ type, text }: Part): boolean {
  if (/^(?:message\/(?:rfc822|global)|text\/rfc822-headers)/.test(type)) return true;
  return type.startsWith('text/') && new Set(Array.from(text.matchAll(/^[ \t>|]*(message-id|received|subject|to|from|date|return-path) ?:/gim), ([, name]) => name!.toLowerCase())).size >= 2;
}

/** A report that gives no reason is explained by the words beside it. */
function refined(reported: ReportedRecipient[], parts: Part[]): ReportedRecipient[] {
  let told: ReportedRecipient[] | null = null;
  return reported.map((recipient) => {
    if (recipient.diagnostic !== '' && (statusIn(recipient.diagnostic) !== null || !/\.0\.0$/.test(recipient.status ?? '.0.0'))) return recipient;
    told ??= readPlain(wordsOf(parts), [...new Set(reported.map(({ address }) => address))], []);
    const words = told.find(({ address }) => address === recipient.address)?.diagnostic ?? '';
    return { ...recipient, diagnostic: `${recipient.diagnostic} ${words}`.trim().slice(0, 1000) };
  });
}

/** A gateway passes on the transcript of the server behind it, and gives no reason of its own. */
function transcribed(recipients: ReportedRecipient[], parts: Part[]): ReportedRecipient[] {
  const transcript = parts.find((part) => part.type === 'message/rfc822' && /^\s*-+ Transcript of (?:the )?session/im.test(part.text));
  if (!transcript || recipients.some(({ status, diagnostic }) => status !== null || /\b[45]\d\d\b/.test(diagnostic))) return recipients;
  return readPlain(transcript.text.replace(/^[\s\S]*?(?=^\s*-+ Transcript)/im, ''), recipients.map(({ address }) => address), []);
}

function classified(reported: ReportedRecipient[], originalMessageId: string | null): Bounce {
  const recipients = reported.map((recipient): BouncedRecipient => ({ ...recipient, kind: /^(?:delivered|relayed|expanded)$/.test(recipient.action) ? 'delivered' : isHard(recipient) ? 'hard' : 'soft' }));
  const kind = (['hard', 'soft'] as const).find((candidate) => recipients.some((recipient) => recipient.kind === candidate)) ?? 'delivered';
  return { kind, recipients, originalMessageId };
}

function complaint(feedback: ReturnType<typeof readFeedback>, parts: Part[], originalMessageId: string | null): Bounce {
  const copied = parts.find((part) => /^(?:message\/rfc822|text\/rfc822-headers)/.test(part.type));
  const to = feedback.recipients.length > 0 ? feedback.recipients : [addressOf(copied ? splitMessage(Buffer.from(copied.text)).headers.first('to') : null)].filter((address) => address !== null);
  const kind = /^auth-failure|^dmarc/.test(feedback.type) ? 'report' : /^opt-out/.test(feedback.type) ? 'unsubscribe' : feedback.type === 'not-spam' ? 'report' : 'complaint';
  return { kind, recipients: to.map((address) => ({ address, status: null, action: 'failed', diagnostic: `complaint: ${feedback.type}`, kind: 'soft' })), originalMessageId };
}

/** Hotmail's complaints are older than RFC 5965: a copy of the message under a fixed subject. */
function oldComplaint(headers: Headers, parts: Part[]): Omit<Bounce, 'originalMessageId'> | null {
  if (!/^\s*complaint about message from /i.test(headers.first('subject') ?? '') || !/^<?staff@/i.test(headers.first('from')?.trim() ?? '')) return null;
  const copy = parts.find((part) => part.type === 'message/rfc822');
  const address = addressOf(copy ? splitMessage(Buffer.from(copy.text)).headers.first('x-hmxmroriginalrecipient') : null);
  return { kind: 'complaint', recipients: address ? [{ address, status: null, action: 'failed', diagnostic: 'complaint: abuse', kind: 'soft' }] : [] };
}

function wordsOf(parts: Part[]): string {
  const own = parts.filter((part) => part.type.startsWith('text/') && part.type !== 'text/rfc822-headers').slice(0, 3);
  const plain = own.filter((part) => part.type !== 'text/html').map((part) => part.text).join('\n');
  return plain.trim() !== '' ? plain : own.map((part) => textOfHtmlMail(part.text)).join('\n');
}

function failedRecipients(headers: Headers): string[] {
  const value = headers.all('x-failed-recipients').join(',');
  return [...new Set(value.split(',').map((part) => addressOf(part.trim())).filter((address) => address !== null))];
}

function ownAddresses(headers: Headers): string[] {
  return [headers.first('to'), headers.first('from'), headers.first('delivered-to'), headers.first('x-original-to')].map((value) => readAuthor(value).address).filter((address) => address !== null);
}

/** No address in the words: the returned message names to whom it went. */
function copiedRecipient(parts: Part[], text: string): ReportedRecipient[] {
  const copy = parts.find((part) => /^(?:message\/rfc822|text\/rfc822-headers)/.test(part.type))?.text ?? text;
  const address = addressOf(/^\s*(?:rcpt )?to: ?(.*)$/im.exec(copy)?.[1] ?? null);
  const diagnostic = explanation(text).replace(/\s+/g, ' ').trim().slice(0, 1000);
  return address ? [{ address, status: statusIn(diagnostic), action: 'failed', diagnostic }] : [];
}

function isVacation(headers: Headers): boolean {
  return /auto-replied/i.test(headers.first('auto-submitted') ?? '') && !/mailer-daemon|postmaster|delivery/i.test(headers.first('from') ?? '') && headers.first('x-failed-recipients') === null;
}

/** The Message-ID of what came back, in whichever part its headers stand. */
function originalId(parts: Part[]): string | null {
  for (const part of parts.filter(({ type }) => /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/global-headers)/.test(type))) {
    const id = readMessageId(splitMessage(Buffer.from(part.text.trimStart())).headers.first('message-id'));
    if (id) return id;
  }
  const line = parts.map((part) => /^[ \t>]*(?:original-)?message-id ?:\s*(<[^<>\s]+>)/im.exec(part.text)?.[1]).find(Boolean);
  return readMessageId(line ?? null);
}
