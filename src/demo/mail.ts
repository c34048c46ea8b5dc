import type { Ctx } from '#platform/context.ts';
import { insertInbound } from '#platform/mail/receive/queries.ts';
import { postsByMail, troubleAddress } from './queries.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ODD = [
  { sender: 'postmaster@mail.example', subject: 'Automatic reply: Re: Who asks the first question?', status: 'ignored', reason: 'autoreply', hours: 5 },
  { sender: 'grace.otieno@ngo.example', subject: 'Can I join your list?', status: 'refused', reason: 'stranger', hours: 19 },
  { sender: 'bikash@demo.example', subject: 'Cheap medicine', status: 'asked', reason: 'unproven', hours: 28 },
  { sender: 'mailer-daemon@mx.example', subject: 'Undelivered Mail Returned to Sender', status: 'bounce', reason: 'hard', hours: 31 },
] as const;

/** The mails that some posts came as, a few that became none, and a member whom mail does not reach. */
export async function addMail(ctx: Ctx, communitySlug: string, ids: Map<string, number>): Promise<void> {
  const to = `${communitySlug}@lists.example`;
  const rows: Parameters<typeof insertInbound>[1][] = [];
  const row = { recipient: to, size: 2400, envelope_from: '', remote: null, helo: null, via: 'smtp' } as const;
  for (const { item_id, community_id, author_id, name, address, title, body, created_at } of await postsByMail(ctx.db)) {
    const raw = `From: ${name} <${address}>\r\nTo: ${to}\r\nSubject: Re: ${title}\r\nDate: ${new Date(created_at).toUTCString()}\r\nMessage-ID: <${item_id}@demo.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}\r\n\r\n-- \r\n${name}\r\nSent from my phone\r\n`;
    const raw_key = `inbound/demo/${item_id}.eml`;
    await ctx.services.blobs.write(raw_key, Buffer.from(raw), 'message/rfc822');
    const settled = { status: 'posted', reason: 'posted', proof: 'dmarc', received_at: created_at, settled_at: created_at } as const;
    rows.push({ ...row, ...settled, raw_key, message_key: String(item_id), sender: address, subject: `Re: ${title}`, person_id: author_id, community_id, item_id });
  }
  for (const { hours, ...mail } of ODD) {
    const raw_key = `inbound/demo/${mail.reason}.eml`;
    await ctx.services.blobs.write(raw_key, Buffer.from(`From: ${mail.sender}\r\nTo: ${to}\r\nSubject: ${mail.subject}\r\n\r\nNot a post.\r\n`), 'message/rfc822');
    const at = ctx.now - hours * HOUR;
    rows.push({ ...row, ...mail, raw_key, message_key: mail.reason, person_id: null, community_id: null, item_id: null, proof: null, received_at: at, settled_at: at });
  }
  for (const mail of rows.sort((a, b) => a.received_at - b.received_at)) await insertInbound(ctx.db, mail);
  await troubleAddress(ctx.db, { address: 'losa@demo.example', person_id: ids.get('losa')!, hard: 1, soft: 0, since: ctx.now - 2 * DAY, last_at: ctx.now - 2 * DAY, said: '550 5.1.1 <losa@demo.example>: user unknown', suspended_at: ctx.now - 2 * DAY, suspended_for: 'hard' });
}
