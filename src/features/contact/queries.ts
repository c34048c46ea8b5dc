import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../communities/index.ts';
import type { ContactState } from './tables.ts';

const CONVERSATION = ['c.id', 'c.community_id', 'c.begun_in', 'c.name', 'c.address', 'c.language', 'c.person_id', 'c.subject', 'c.state', 'c.state_at', 'c.assigned_id', 'c.created_at', 'c.active_at', 'c.space_id', 's.name as state_by_name', 'a.name as assigned_name'] as const;

function conversations(db: Db, communityId: number) {
  return db
    .selectFrom('contact_conversations as c')
    .leftJoin('people as s', 's.id', 'c.state_by')
    .leftJoin('people as a', 'a.id', 'c.assigned_id')
    .select(CONVERSATION)
    .where('c.community_id', '=', communityId);
}

export type Conversation = Awaited<ReturnType<typeof conversationsIn>>[number];

type Place = Pick<Space, 'id' | 'community_id'>;

/** What was written to the community has no room. */
const writtenTo = ({ id }: Place) => sql<boolean>`coalesce(c.space_id, c.community_id) = ${id}`;

/** The conversations of a community, or of a room, in a state, the latest first, a page at a time by keyset. */
export async function conversationsIn(db: Db, space: Place, state: ContactState, before: { at: number; id: number } | null, limit: number) {
  let query = conversations(db, space.community_id).where(writtenTo(space)).where('c.state', '=', state).orderBy('c.active_at', 'desc').orderBy('c.id', 'desc').limit(limit);
  if (before) query = query.where((eb) => eb.or([eb('c.active_at', '<', before.at), eb.and([eb('c.active_at', '=', before.at), eb('c.id', '<', before.id)])]));
  return query.execute();
}

/** What waits for the facilitators of a community and its rooms, for their work list. */
export function openConversations(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('contact_conversations')
    .select((eb) => [eb.val('contact').as('kind'), 'id', eb.fn.coalesce('space_id', 'community_id').as('space_id'), 'subject as title', 'active_at as at', 'person_id'])
    .where('community_id', '=', communityId)
    .where((eb) => eb(eb.fn.coalesce('space_id', 'community_id'), 'in', spaceIds))
    .where('state', '=', 'open') as never;
}

export async function conversationById(db: Db, communityId: number, id: number): Promise<Conversation | undefined> {
  return conversations(db, communityId).where('c.id', '=', id).executeTakeFirst();
}

export async function messagesOf(db: Db, communityId: number, conversationId: number) {
  return db
    .selectFrom('contact_messages as m')
    .leftJoin('people as p', 'p.id', 'm.author_id')
    .select(['m.id', 'm.kind', 'm.body', 'm.created_at', 'm.mail_id', 'm.sent_from', 'p.name as author_name', 'p.handle as author_handle', 'p.photo_key as author_photo_key'])
    .where('m.community_id', '=', communityId)
    .where('m.conversation_id', '=', conversationId)
    .orderBy('m.id')
    .limit(500)
    .execute();
}

export async function messageById(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('contact_messages as m')
    .leftJoin('people as p', 'p.id', 'm.author_id')
    .select(['m.id', 'm.conversation_id', 'm.kind', 'm.body', 'm.created_at', 'm.author_id', 'm.message_id', 'm.mail_id', 'p.name as author_name'])
    .where('m.community_id', '=', communityId)
    .where('m.id', '=', id)
    .executeTakeFirst();
}

export type ContactFile = Selectable<Tables['contact_files']>;

export async function insertFiles(db: Db, files: Insertable<Tables['contact_files']>[]): Promise<void> {
  if (files.length > 0) await db.insertInto('contact_files').values(files).execute();
}

export async function filesOfMessage(db: Db, communityId: number, messageId: number): Promise<ContactFile[]> {
  return db.selectFrom('contact_files').selectAll().where('community_id', '=', communityId).where('message_id', '=', messageId).orderBy('id').execute();
}

export async function filesOfConversation(db: Db, communityId: number, conversationId: number) {
  return db
    .selectFrom('contact_files as f')
    .innerJoin('contact_messages as m', (join) => join.onRef('m.community_id', '=', 'f.community_id').onRef('m.id', '=', 'f.message_id'))
    .select(['f.id', 'f.message_id', 'f.name', 'f.size'])
    .where('f.community_id', '=', communityId)
    .where('m.conversation_id', '=', conversationId)
    .orderBy('f.id')
    .limit(500)
    .execute();
}

/** A file, with the message that it belongs to. */
export async function fileById(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('contact_files as f')
    .innerJoin('contact_messages as m', (join) => join.onRef('m.community_id', '=', 'f.community_id').onRef('m.id', '=', 'f.message_id'))
    .select(['f.name', 'f.blob_key', 'm.conversation_id', 'm.kind'])
    .where('f.community_id', '=', communityId)
    .where('f.id', '=', id)
    .executeTakeFirst();
}

/** Conversations by what they are deleted for: one, quiet ones, or those of a person. */
export type Deleted = { communityId: number; id: number } | { before: number } | { personId: number; addresses: string[] };

/** Where the bytes of their files are kept. */
export async function fileKeysOf(db: Db, which: Deleted): Promise<string[]> {
  let query = db
    .selectFrom('contact_files as f')
    .innerJoin('contact_messages as m', (join) => join.onRef('m.community_id', '=', 'f.community_id').onRef('m.id', '=', 'f.message_id'))
    .innerJoin('contact_conversations as c', (join) => join.onRef('c.community_id', '=', 'm.community_id').onRef('c.id', '=', 'm.conversation_id'))
    .select('f.blob_key');
  if ('id' in which) query = query.where('c.community_id', '=', which.communityId).where('c.id', '=', which.id);
  else if ('before' in which) query = query.where('c.active_at', '<', which.before);
  else query = query.where((eb) => eb.or([eb('c.person_id', '=', which.personId), ...(which.addresses.length > 0 ? [eb('c.address', 'in', which.addresses)] : [])]));
  return (await query.execute()).map((row) => row.blob_key);
}

export async function insertConversation(db: Db, conversation: Insertable<Tables['contact_conversations']>): Promise<number> {
  return (await db.insertInto('contact_conversations').values(conversation).returning('id').executeTakeFirstOrThrow()).id;
}

/** Adds a message; null when one with its key is there already. */
export async function insertMessage(db: Db, message: Insertable<Tables['contact_messages']>): Promise<number | null> {
  const row = await db
    .insertInto('contact_messages')
    .values(message)
    .onConflict((c) => c.columns(['community_id', 'once_key']).where('once_key', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether a form with this key was sent already. */
export async function isSent(db: Db, communityId: number, key: string): Promise<boolean> {
  return (await db.selectFrom('contact_messages').select('id').where('community_id', '=', communityId).where('once_key', '=', key).executeTakeFirst()) !== undefined;
}

export async function updateConversation(db: Db, communityId: number, id: number, values: Updateable<Tables['contact_conversations']>): Promise<void> {
  await db.updateTable('contact_conversations').set(values).where('community_id', '=', communityId).where('id', '=', id).execute();
}

export async function deleteConversation(db: Db, communityId: number, id: number): Promise<boolean> {
  return (await db.deleteFrom('contact_conversations').where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n;
}

/** Until the transaction ends, no other begins a conversation in the community: what is counted then holds. */
export async function oneAfterAnother(db: Db, communityId: number): Promise<void> {
  await db.updateTable('spaces').set((eb) => ({ active_at: eb.ref('active_at') })).where('community_id', '=', communityId).where('id', '=', communityId).execute();
}

/** How many conversations an address began lately, up to a limit. */
export async function begunBy(db: Db, address: string, since: number, limit: number): Promise<number> {
  return (await db.selectFrom('contact_conversations').select('id').where('address', '=', address).where('created_at', '>', since).limit(limit).execute()).length;
}

/** How many conversations strangers began in a community lately, up to a limit. */
export async function begunIn(db: Db, communityId: number, since: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('contact_conversations')
    .select('id')
    .where('active_at', '>', since)
    .where('community_id', '=', communityId)
    .where('created_at', '>', since)
    .where('person_id', 'is', null)
    .limit(limit)
    .execute();
  return rows.length;
}

/** How many conversations wait to be looked at because something was doubtful, up to a limit. */
export async function countHeld(db: Db, space: Place, limit: number): Promise<number> {
  return (await db.selectFrom('contact_conversations as c').select('c.id').where('c.community_id', '=', space.community_id).where(writtenTo(space)).where('c.state', '=', 'held').limit(limit).execute()).length;
}

/** The conversation that one of these mails belongs to. */
export async function conversationOfMails(db: Db, communityId: number, messageIds: string[]): Promise<number | null> {
  if (messageIds.length === 0) return null;
  const rows = await db.selectFrom('contact_messages').select('conversation_id').where('community_id', '=', communityId).where('message_id', 'in', messageIds).orderBy('id', 'desc').limit(1).execute();
  return rows[0]?.conversation_id ?? null;
}

/** The mails of a conversation that whoever asked sent, and so knows; the last first. */
export async function mailsOfAsker(db: Db, communityId: number, conversationId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('contact_messages')
    .select('message_id')
    .where('community_id', '=', communityId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'asked')
    .where('message_id', 'is not', null)
    .orderBy('id', 'desc')
    .limit(5)
    .execute();
  return rows.map(({ message_id }) => message_id!);
}

/** How many messages whoever asked wrote in a conversation lately, up to a limit. */
export async function askedSince(db: Db, communityId: number, conversationId: number, since: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('contact_messages')
    .select('id')
    .where('community_id', '=', communityId)
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'asked')
    .where('created_at', '>', since)
    .limit(limit)
    .execute();
  return rows.length;
}

/** Takes the sending of an answer for one job; false when another job has it, or had. */
export async function takeMailing(db: Db, communityId: number, id: number, jobId: number): Promise<boolean> {
  await db.updateTable('contact_messages').set({ mailed_job: jobId }).where('community_id', '=', communityId).where('id', '=', id).where('mailed_job', 'is', null).execute();
  const row = await db.selectFrom('contact_messages').select('mailed_job').where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
  return row?.mailed_job === jobId;
}

export async function deleteQuiet(db: Db, before: number): Promise<void> {
  await db.deleteFrom('contact_conversations').where('active_at', '<', before).execute();
}

export async function conversationsOf(db: Db, personId: number) {
  return db
    .selectFrom('contact_messages as m')
    .innerJoin('contact_conversations as c', (join) => join.onRef('c.community_id', '=', 'm.community_id').onRef('c.id', '=', 'm.conversation_id'))
    .select(['c.community_id', 'c.name', 'c.address', 'c.subject', 'm.kind', 'm.body', 'm.created_at'])
    .where('c.person_id', '=', personId)
    .where('m.kind', 'in', ['asked', 'answer'])
    .orderBy('m.id')
    .execute();
}

export async function deleteConversationsOf(db: Db, personId: number, addresses: string[]): Promise<void> {
  await db
    .deleteFrom('contact_conversations')
    .where((eb) => eb.or([eb('person_id', '=', personId), ...(addresses.length > 0 ? [eb('address', 'in', addresses)] : [])]))
    .execute();
}

/** Gives what was written to a room's facilitators to those of another. */
export async function moveConversations(db: Db, communityId: number, from: number, to: number): Promise<void> {
  await db.updateTable('contact_conversations').set({ space_id: to }).where('community_id', '=', communityId).where('space_id', '=', from).execute();
}

/** Conversations of a room that has come from another community keep the names of their mails (RFC 5322 §3.6.4). */
export async function keepNames(db: Db, { communityId, spaceId, fromId }: { communityId: number; spaceId: number; fromId: number }): Promise<void> {
  await db.updateTable('contact_conversations').set({ begun_in: fromId }).where('community_id', '=', communityId).where('space_id', '=', spaceId).where('begun_in', 'is', null).execute();
}
