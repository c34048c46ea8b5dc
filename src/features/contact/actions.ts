import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import type { Space } from '../communities/index.ts';
import { suspicious } from '../moderation/index.ts';
import type { AnswerableConversation, OwnConversation } from './access.ts';
import { deleteFilesOf, withFiles, type KeptFile, type NewFile } from './files.ts';
import { ANSWERED, ASKED } from './jobs.ts';
import * as queries from './queries.ts';
import type { Change, Question, Words } from './schema.ts';
import type { ContactState } from './tables.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What one address begins in a day, and what is written in one conversation in a day. */
const A_DAY = { begun: 5, written: 20 };
/** Conversations that strangers begin in a community within an hour; more are a flood. */
const AN_HOUR = 30;
/** Web addresses that somebody without an account may write. */
const LINKS = 3;

/** The mail that something came as. */
export interface ByMail {
  messageId: string;
  mailId: number;
  sentFrom?: string | null;
}

export interface Arrival {
  /** The room that it is for. */
  spaceId?: number | null;
  language?: string;
  mail?: ByMail;
  /** What came with it. */
  files?: NewFile[];
  /** Something about it is doubtful: the facilitators find it on their page, and nobody gets a mail. */
  doubtful?: boolean;
}

/** Begins a conversation with the facilitators. They, and whoever asks, get a mail about it. */
export async function ask(ctx: Ctx, community: Space, input: Question, { spaceId = null, language = ctx.viewer.language, mail, files = [], doubtful = false }: Arrival = {}): Promise<void> {
  const { personId } = ctx.viewer;
  if (input.once && (await queries.isSent(ctx.db, community.id, input.once))) return;
  const advertises = personId === null && (input.body.match(/\bhttps?:\/\/|\bwww\./gi)?.length ?? 0) > LINKS;
  if (advertises && !mail) throw invalidField('body', 'contact.error.links', { count: LINKS });
  const held = doubtful || advertises || (personId === null && (await doubted(ctx, community, input)));
  await withFiles(ctx, community.id, files, (kept) =>
    transaction(ctx, async (ctx) => {
      await queries.oneAfterAnother(ctx.db, community.id);
      if ((await queries.begunBy(ctx.db, input.address, ctx.now - DAY, A_DAY.begun)) >= A_DAY.begun) throw new Refusal('too_many', 'contact.error.many');
      const { name, address, subject } = input;
      const at = { created_at: ctx.now, active_at: ctx.now, state_at: ctx.now, state: held ? ('held' as const) : ('open' as const), state_by: null, assigned_id: null };
      const id = await queries.insertConversation(ctx.db, { community_id: community.id, space_id: spaceId, name, address, subject, language, person_id: personId, ...at });
      return say(ctx, { community_id: community.id, id }, 'asked', input, { mail, files: kept, quiet: held });
    }),
  );
}

/** Whether a spam checker wants a person to look, or strangers write more in an hour than anybody could answer. */
async function doubted(ctx: Ctx, { id }: Space, { name, subject, body }: Question): Promise<boolean> {
  if ((await queries.begunIn(ctx.db, id, ctx.now - HOUR, AN_HOUR)) >= AN_HOUR) return true;
  return suspicious(ctx, { title: subject, text: body, author: { name, written: 0 } });
}

/** What words come with. */
interface Extra {
  mail?: ByMail | undefined;
  files?: NewFile[];
}

interface Said {
  mail?: ByMail | undefined;
  files?: KeptFile[];
  /** Nobody is told. */
  quiet?: boolean;
}

/** Adds what somebody said, and tells whom it is for. */
async function say(ctx: Ctx, { community_id, id }: { community_id: number; id: number }, kind: 'asked' | 'answer' | 'note', { body, once }: Words, { mail, files = [], quiet = kind === 'note' }: Said = {}): Promise<boolean> {
  const came = { message_id: mail?.messageId ?? null, mail_id: mail?.mailId ?? null, sent_from: mail?.sentFrom ?? null };
  const messageId = await queries.insertMessage(ctx.db, { community_id, conversation_id: id, kind, author_id: ctx.viewer.personId, body, created_at: ctx.now, once_key: once || null, mailed_job: null, ...came });
  if (messageId === null) return false;
  await queries.insertFiles(ctx.db, files.map((file) => ({ ...file, community_id, message_id: messageId })));
  if (!quiet) await send(ctx, kind === 'answer' ? ANSWERED : ASKED, community_id, messageId);
  await announce(ctx, `contact.${kind}`, { communityId: community_id, conversationId: id });
  return true;
}

function send(ctx: Ctx, kind: string, communityId: number, messageId: number): Promise<void> {
  return ctx.services.jobs.enqueue(ctx, kind, { communityId, messageId }, { uniqueKey: `contact:${communityId}:${messageId}` });
}

/** What whoever asked writes back. */
export async function writeBack(ctx: Ctx, conversation: OwnConversation, input: Words, { mail, files = [] }: Extra = {}): Promise<void> {
  const { community_id, id } = conversation;
  await withFiles(ctx, community_id, files, (kept) =>
    transaction(ctx, async (ctx) => {
      if ((await queries.askedSince(ctx.db, community_id, id, ctx.now - DAY, A_DAY.written)) >= A_DAY.written) throw new Refusal('too_many', 'contact.error.many');
      if (!(await say(ctx, conversation, 'asked', input, { mail, files: kept }))) return false;
      await queries.updateConversation(ctx.db, community_id, id, { state: 'open', state_at: ctx.now, state_by: null, active_at: ctx.now });
      return true;
    }),
  );
}

/** Answers by mail. Whoever answers first also takes the conversation. */
export async function answer(ctx: Ctx, conversation: AnswerableConversation, input: Words, { mail, files = [] }: Extra = {}): Promise<void> {
  const { community_id, id, assigned_id } = conversation;
  await withFiles(ctx, community_id, files, (kept) =>
    transaction(ctx, async (ctx) => {
      if (!(await say(ctx, conversation, 'answer', input, { mail, files: kept }))) return false;
      const { personId } = ctx.viewer;
      await queries.updateConversation(ctx.db, community_id, id, { state: 'answered', state_at: ctx.now, state_by: personId, active_at: ctx.now, assigned_id: assigned_id ?? personId });
      return true;
    }),
  );
}

/** Notes something for the other facilitators. */
export async function note(ctx: Ctx, conversation: AnswerableConversation, input: Words, { files = [] }: Extra = {}): Promise<void> {
  await withFiles(ctx, conversation.community_id, files, (kept) => transaction(ctx, (ctx) => say(ctx, conversation, 'note', input, { files: kept })));
}

export async function assign(ctx: Ctx, { community_id, id }: AnswerableConversation, personId: number | null): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await queries.updateConversation(ctx.db, community_id, id, { assigned_id: personId });
    await announce(ctx, 'contact.assigned', { communityId: community_id, conversationId: id });
  });
}

/** What was held and is opened arrives now. */
async function setState(ctx: Ctx, { community_id, id, state: before }: AnswerableConversation, state: ContactState): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (before === 'held' && state === 'open') for (const message of await queries.messagesOf(ctx.db, community_id, id)) if (message.kind === 'asked') await send(ctx, ASKED, community_id, message.id);
    await queries.updateConversation(ctx.db, community_id, id, { state, state_at: ctx.now, state_by: ctx.viewer.personId });
    await announce(ctx, `contact.${state}`, { communityId: community_id, conversationId: id });
  });
}

/** What may be done with a conversation, by name. */
export async function act(ctx: Ctx, conversation: AnswerableConversation, wish: Change): Promise<void> {
  if (wish === 'delete') await forget(ctx, conversation);
  else if (wish === 'take' || wish === 'leave') await assign(ctx, conversation, wish === 'take' ? ctx.viewer.personId : null);
  else await setState(ctx, conversation, wish === 'close' ? 'closed' : 'open');
}

/** Deletes a conversation for good: there is no reason to keep what somebody wishes forgotten. */
async function forget(ctx: Ctx, { community_id, id }: AnswerableConversation): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await deleteFilesOf(ctx, { communityId: community_id, id });
    if (await queries.deleteConversation(ctx.db, community_id, id)) await announce(ctx, 'contact.deleted', { communityId: community_id, conversationId: id });
  });
}
