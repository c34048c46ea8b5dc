import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import type { Space } from '../communities/index.ts';
import { ownConversation, type AnswerableConversation, type OwnConversation } from './access.ts';
import { ANSWERED, ASKED } from './jobs.ts';
import * as queries from './queries.ts';
import type { Question, Words } from './schema.ts';
import type { ContactState } from './tables.ts';

const DAY = 86_400_000;
/** What one address begins in a day, and what is written in one conversation in a day. */
const A_DAY = { begun: 5, written: 20 };
/** Web addresses that somebody without an account may write. */
const LINKS = 3;

/** Begins a conversation with the facilitators. They, and whoever asks, get a mail about it. */
export async function ask(ctx: Ctx, space: Space, input: Question): Promise<void> {
  const { personId, language } = ctx.viewer;
  if (input.once && (await queries.isSent(ctx.db, space.community_id, input.once))) return;
  if (personId === null && (input.body.match(/\bhttps?:\/\/|\bwww\./gi)?.length ?? 0) > LINKS) throw invalidField('body', 'contact.error.links', { count: LINKS });
  await transaction(ctx, async (ctx) => {
    if ((await queries.begunBy(ctx.db, input.address, ctx.now - DAY, A_DAY.begun)) >= A_DAY.begun) throw new Refusal('too_many', 'contact.error.many');
    const { name, address, subject } = input;
    const at = { created_at: ctx.now, active_at: ctx.now, state_at: ctx.now, state: 'open' as const, state_by: null, assigned_id: null };
    const id = await queries.insertConversation(ctx.db, { community_id: space.community_id, space_id: space.id, name, address, subject, language, person_id: personId, ...at });
    await say(ctx, { community_id: space.community_id, id }, 'asked', input);
  });
}

/** Adds what somebody said, and tells whom it is for. */
async function say(ctx: Ctx, { community_id, id }: { community_id: number; id: number }, kind: 'asked' | 'answer' | 'note', { body, once }: Words): Promise<boolean> {
  const message = { community_id, conversation_id: id, kind, author_id: ctx.viewer.personId, body, created_at: ctx.now, once_key: once || null, mailed_job: null };
  const messageId = await queries.insertMessage(ctx.db, message);
  if (messageId === null) return false;
  if (kind !== 'note') await ctx.services.jobs.enqueue(ctx, kind === 'asked' ? ASKED : ANSWERED, { communityId: community_id, messageId }, { uniqueKey: `contact:${community_id}:${messageId}` });
  await announce(ctx, `contact.${kind}`, { communityId: community_id, conversationId: id });
  return true;
}

/** What whoever asked writes back. */
export async function writeBack(ctx: Ctx, conversation: OwnConversation, input: Words): Promise<void> {
  const { community_id, id } = conversation;
  await transaction(ctx, async (ctx) => {
    if ((await queries.askedSince(ctx.db, community_id, id, ctx.now - DAY, A_DAY.written)) >= A_DAY.written) throw new Refusal('too_many', 'contact.error.many');
    if (await say(ctx, conversation, 'asked', input)) await queries.updateConversation(ctx.db, community_id, id, { state: 'open', state_at: ctx.now, state_by: null, active_at: ctx.now });
  });
}

/** Takes an answer that came by another way than the page, such as by mail, with the token of the conversation's link. */
export async function receiveContactAnswer(ctx: Ctx, token: string, input: Words): Promise<void> {
  await writeBack(ctx, await ownConversation(ctx, token), input);
}

/** Answers by mail. Whoever answers first also takes the conversation. */
export async function answer(ctx: Ctx, conversation: AnswerableConversation, input: Words): Promise<void> {
  const { community_id, id, assigned_id } = conversation;
  await transaction(ctx, async (ctx) => {
    if (!(await say(ctx, conversation, 'answer', input))) return;
    const { personId } = ctx.viewer;
    await queries.updateConversation(ctx.db, community_id, id, { state: 'answered', state_at: ctx.now, state_by: personId, active_at: ctx.now, assigned_id: assigned_id ?? personId });
  });
}

/** Notes something for the other facilitators. */
export async function note(ctx: Ctx, conversation: AnswerableConversation, input: Words): Promise<void> {
  await transaction(ctx, async (ctx) => void (await say(ctx, conversation, 'note', input)));
}

export async function assign(ctx: Ctx, { community_id, id }: AnswerableConversation, personId: number | null): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.updateConversation(ctx.db, community_id, id, { assigned_id: personId });
    await announce(ctx, 'contact.assigned', { communityId: community_id, conversationId: id });
  });
}

export async function setState(ctx: Ctx, { community_id, id }: AnswerableConversation, state: ContactState): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.updateConversation(ctx.db, community_id, id, { state, state_at: ctx.now, state_by: ctx.viewer.personId });
    await announce(ctx, `contact.${state}`, { communityId: community_id, conversationId: id });
  });
}

/** Deletes a conversation for good: there is no reason to keep what somebody wishes forgotten. */
export async function forget(ctx: Ctx, { community_id, id }: AnswerableConversation): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (await queries.deleteConversation(ctx.db, community_id, id)) await announce(ctx, 'contact.deleted', { communityId: community_id, conversationId: id });
  });
}
