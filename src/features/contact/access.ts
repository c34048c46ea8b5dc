import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readSigned } from '#platform/http/signed.ts';
import { can, canRead, communityNow, spaceById, spaceFor, type Place, type Space } from '../communities/index.ts';
import { conversationById, type Conversation } from './queries.ts';

/** The capability of reading and answering what comes in. */
export const ANSWER = 'contact.answer';
export const PURPOSE = 'contact';

declare const answerable: unique symbol;
declare const own: unique symbol;

/** A conversation that the viewer may answer. */
export type AnswerableConversation = Conversation & { readonly [answerable]: true; community: Space };
/** A conversation in the hands of whoever began it: they hold its link. */
export type OwnConversation = Conversation & { readonly [own]: true; community: Space };

export async function answerableConversation(ctx: Ctx, place: Place, id: number): Promise<AnswerableConversation> {
  const space = spaceFor(ctx, place, ANSWER);
  const conversation = await conversationById(ctx.db, space.community_id, id);
  if (!conversation || (conversation.space_id ?? conversation.community_id) !== space.id) throw notFound();
  const found: Conversation & { community: Space } = { ...conversation, community: place.community };
  return found as AnswerableConversation;
}

/** The same by mail, where there is no place: who facilitates the room that was written to may answer too. */
export async function conversationToAnswer(ctx: Ctx, communityId: number, id: number): Promise<AnswerableConversation> {
  const found = await find(ctx, communityId, id);
  const room = found.space_id === null ? undefined : await spaceById(ctx.db, found.community_id, found.space_id);
  if (!canAnswer(ctx, found.community, room)) throw notFound();
  return found as AnswerableConversation;
}

/** Whether the viewer answers what is written to a community, or to a room of it that they may read. */
export function canAnswer({ viewer }: Ctx, community: Space, room?: Space): boolean {
  return room ? canRead(viewer, room, community) && can(viewer, room, ANSWER) : can(viewer, community, ANSWER);
}

/** The conversation of a link that went out by mail. */
export async function ownConversation(ctx: Ctx, token: string): Promise<OwnConversation> {
  const text = await readSigned(ctx.services, PURPOSE, token);
  if (text === null) throw notFound();
  const [communityId, id] = text.split('.').map(Number) as [number, number];
  return (await find(ctx, communityId, id)) as OwnConversation;
}

/** The conversation whose address somebody answered to: it was in a mail to them alone. */
export async function conversationToWriteBack(ctx: Ctx, communityId: number, id: number): Promise<OwnConversation> {
  return (await find(ctx, communityId, id)) as OwnConversation;
}

async function find(ctx: Ctx, communityOnce: number, id: number): Promise<Conversation & { community: Space }> {
  const communityId = await communityNow(ctx.db, communityOnce, 'contact_conversations', id);
  const community = await spaceById(ctx.db, communityId, communityId);
  const conversation = community && (await conversationById(ctx.db, communityId, id));
  if (!community || !conversation) throw notFound();
  return { ...conversation, community };
}
