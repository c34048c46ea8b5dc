import { createHash } from 'node:crypto';
import { transaction, type Ctx } from '../../context.ts';
import { splitMessage } from '../archive/headers.ts';
import { readMessageId } from '../archive/message-ids.ts';
import { insertInbound } from './queries.ts';
import type { MailVia } from './tables.ts';

/** The job that reads a mail which was kept. */
export const READ_MAIL = 'mail_in.read';

export interface Received {
  raw: Buffer;
  recipients: string[];
  /** MAIL FROM (RFC 5321 §4.1.1.2); empty for what mail systems say. */
  envelopeFrom: string;
  remote?: string | null;
  helo?: string | null;
  via: MailVia;
}

/**
 * Keeps a mail for each of its addresses: the message as a file, a row and a job in one transaction. Once
 * this resolves it is ours to deal with (RFC 5321 §4.2.5), whatever happens to this process.
 */
export async function keepMail(ctx: Ctx, mail: Received): Promise<number[]> {
  const rawKey = `inbound/${new Date(ctx.now).toISOString().slice(0, 10)}/${crypto.randomUUID()}.eml`;
  await ctx.services.blobs.write(rawKey, mail.raw, 'message/rfc822');
  const kept = await transaction(ctx, (ctx) => insertAll(ctx, mail, rawKey)).catch(async (error: unknown) => {
    await ctx.services.blobs.delete(rawKey).catch(() => {});
    throw error;
  });
  if (kept.length === 0) await ctx.services.blobs.delete(rawKey);
  return kept;
}

async function insertAll(ctx: Ctx, mail: Received, rawKey: string): Promise<number[]> {
  const ids: number[] = [];
  for (const recipient of new Set(mail.recipients.map((address) => address.toLowerCase()))) {
    const id = await insertInbound(ctx.db, {
      recipient,
      message_key: messageKey(mail.raw),
      raw_key: rawKey,
      size: mail.raw.length,
      envelope_from: mail.envelopeFrom,
      remote: mail.remote ?? null,
      helo: mail.helo ?? null,
      via: mail.via,
      received_at: ctx.now,
      sender: null,
      subject: null,
      person_id: null,
      community_id: null,
      item_id: null,
      reason: null,
      proof: null,
      settled_at: null,
    });
    if (id === null) continue;
    await ctx.services.jobs.enqueue(ctx, READ_MAIL, { id }, { priority: 4 });
    ids.push(id);
  }
  return ids;
}

function messageKey(raw: Buffer): string {
  const id = readMessageId(splitMessage(raw).headers.first('message-id'));
  return createHash('sha256').update(id ?? raw).digest('hex').slice(0, 40);
}
