import * as z from 'zod';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { once } from '#platform/once/index.ts';
import { mayWrite } from '../profile/show.ts';
import { closenessTo } from '../audience.ts';
import { spaceIdsOf, type Person } from '../queries.ts';
import { queueMessage, queueReport } from './letters.ts';
import * as queries from './queries.ts';

const DAY = 86_400_000;
const A_DAY = 20;
/** Unanswered, one writes to the same person a few times a day at most. */
const A_DAY_TO_ONE = 3;

export const newMessage = z.object({
  subject: z.string().trim().min(1, 'people.error.subject').max(140, 'errors.too_long').transform((text) => text.replace(/\s+/g, ' ')),
  body: z.string().trim().min(1, 'people.error.message').max(10_000, 'errors.too_long'),
});
export const newReport = z.object({ report: z.string().trim().max(2000, 'errors.too_long').transform((text) => text || null) });

declare const writable: unique symbol;
/** Somebody to whom the viewer may write, and the message that is answered. */
export type WritablePerson = Person & { readonly [writable]: true; answers: queries.MemberMessage | null };

/** Whoever lets the viewer write, or wrote to the viewer before. */
export async function writablePerson(ctx: Ctx, person: Person, answers: number | null): Promise<WritablePerson> {
  const { viewer, db } = ctx;
  if (viewer.personId === null) throw notAllowed(viewer);
  const answered = answers === null ? null : ((await queries.messageTo(db, viewer.personId, answers)) ?? null);
  if (answers !== null && answered?.from_id !== person.id) throw notFound();
  const closeness = closenessTo(viewer, person.id, await spaceIdsOf(db, person.id));
  if (person.account_id === null || (!answered && !mayWrite(ctx, person, closeness))) throw notAllowed(viewer);
  return { ...person, answers: answered } as WritablePerson;
}

/** Writes to somebody through the host: neither sees the other's address. */
export async function write(ctx: Ctx, to: WritablePerson, input: z.output<typeof newMessage>, onceKey: string | null): Promise<void> {
  const from = ctx.viewer.personId!;
  await once(ctx, onceKey, async (ctx) => {
    const sent = await queries.sentSince(ctx.db, from, ctx.now - DAY, A_DAY + 1);
    const unasked = sent.filter((one) => one.to_id === to.id && one.answers_id === null).length;
    if (sent.length >= A_DAY || (!to.answers && unasked >= A_DAY_TO_ONE)) throw new Refusal('too_many', 'people.error.messages');
    const id = await queries.insertMessage(ctx.db, {
      from_id: from,
      to_id: to.id,
      answers_id: to.answers?.id ?? null,
      ...input,
      created_at: ctx.now,
      reported_at: null,
      report: null,
    });
    // Who was reported is not told: the words go nowhere.
    if (!(await queries.reportedBy(ctx.db, to.id, from))) await queueMessage(ctx, id);
    await announce(ctx, 'people.message_sent', { communityId: 0, messageId: id });
    return id;
  });
}

declare const own: unique symbol;
export type OwnMessage = queries.MemberMessage & { readonly [own]: true };

/** A message that the viewer got. */
export async function receivedMessage(ctx: Ctx, id: number): Promise<OwnMessage> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const message = await queries.messageTo(ctx.db, ctx.viewer.personId, id);
  if (!message) throw notFound();
  return message as OwnMessage;
}

/** Tells those who run the host of a message, and hears no more from its sender. */
export async function report(ctx: Ctx, message: OwnMessage, text: string | null): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (!(await queries.setReported(ctx.db, message.id, ctx.now, text))) return;
    await queueReport(ctx, message.id);
    await announce(ctx, 'people.message_reported', { communityId: 0, messageId: message.id, personId: message.from_id });
  });
}
