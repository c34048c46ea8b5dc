import { buffer } from 'node:stream/consumers';
import type { Ctx } from '#platform/context.ts';
import { mailDomain, withoutTokens, type MailAnswer } from '#platform/mail/answers/index.ts';
import { splitMessage, type Headers } from '#platform/mail/archive/headers.ts';
import { parseMessage, type ParsedMessage } from '#platform/mail/archive/parse.ts';
import { isAutomatic, type Automation } from '#platform/mail/automatic.ts';
import { extractReply } from '#platform/mail/reply/extract.ts';
import type { InboundMail } from '#platform/mail/receive/queries.ts';
import { baseUrl } from '../../../config.ts';
import { unflowed } from './flowed.ts';

/** A mail as it was kept, and what stands in it. */
export interface Mail {
  row: InboundMail;
  raw: Buffer;
  headers: Headers;
  message: ParsedMessage;
  /** The address in From, in lower case. */
  from: string | null;
  automation: Automation;
}

export async function openMail({ services }: Ctx, row: InboundMail): Promise<Mail> {
  const raw = await buffer(await services.blobs.read(row.raw_key));
  const { headers } = splitMessage(asDelivered({ row, raw }));
  const message = await parseMessage(raw, { now: row.received_at });
  return { row, raw, headers, message, from: message.from.address, automation: isAutomatic(headers, ownMarks({ services }, headers)) };
}

/** A mail with the head that its delivery gives it: whoever receives it last writes down the envelope sender (RFC 5321 §4.4). */
export function asDelivered({ row, raw }: Pick<Mail, 'row' | 'raw'>): Buffer {
  return ['smtp', 'lmtp'].includes(row.via) ? Buffer.concat([Buffer.from(`Return-Path: <${row.envelope_from.replace(/[\r\n<>]/g, '')}>\r\n`), raw]) : raw;
}

/** What this host puts on the mail that it sends by itself: met again, it goes in circles. */
export function loopMark({ services }: Pick<Ctx, 'services'>): string {
  return `copse@${new URL(baseUrl(services.config)).hostname}`;
}

/** Whether a mail is one that we sent ourselves, come back without any mark but its Message-ID. */
export function isOwnMail({ services }: Pick<Ctx, 'services'>, { message }: Mail): boolean {
  const [, host] = /^[a-z]+-\d+(?:-[a-z0-9]+)?\.\d+@(.+)$/.exec(message.messageId) ?? [];
  return host === new URL(baseUrl(services.config)).hostname;
}

function ownMarks(ctx: Pick<Ctx, 'services'>, headers: Headers) {
  const host = new URL(baseUrl(ctx.services.config)).hostname;
  const ids = headers.all('list-id').map((id) => (/<([^<>]+)>/.exec(id)?.[1] ?? id).trim().toLowerCase());
  return { loopMark: loopMark(ctx), listIds: ids.filter((id) => id.endsWith(`.${host}`)) };
}

/** What its author wrote, as what answers it wants it. */
export function asAnswer(ctx: Ctx, { message, row, from }: Mail): MailAnswer {
  const flowed = message.flowed && unflowed(message.text, message.flowed.delSp);
  const { reply } = extractReply({ text: flowed ?? message.text, html: message.html });
  const text = withoutTokens(ctx, reply).trim();
  const [, word, rest = ''] = /^([\p{L}-]{1,20})[.,!]?(?:[ \t]+([^\n]{0,100}))?(?:\n|$)/u.exec(text) ?? [];
  return {
    text,
    subject: withoutTokens(ctx, message.subjectParts.title).trim(),
    word: word?.toLowerCase() ?? null,
    rest: rest.trim(),
    messageId: message.messageId,
    mailId: row.id,
    from,
    files: message.attachments.filter((file) => !isWrapping(file.type) && !isDecoration(file)),
  };
}

/** Signatures of PGP and S/MIME are no files of the author's. */
function isWrapping(type: string): boolean {
  return /^application\/(?:pgp-signature|(?:x-)?pkcs7-signature|pgp-keys|ms-tnef)$/.test(type);
}

/** Pixels and small logos that stand in signatures. */
function isDecoration({ inline, type, size }: { inline: boolean; type: string; size: number }): boolean {
  return inline && type.startsWith('image/') && size < 4000;
}

/** Whether an address is one of ours: nothing is ever sent there. */
export function isOurs(ctx: Ctx, address: string): boolean {
  return address.endsWith(`@${mailDomain(ctx)}`) || address === loopMark(ctx);
}
