import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readSigned } from '#platform/http/signed.ts';
import { can, spaceById, spaceFor, type Place, type Space } from '../communities/index.ts';
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
  const community = spaceFor(ctx, place, ANSWER);
  const conversation = await conversationById(ctx.db, community.id, id);
  if (!conversation) throw notFound();
  const found: Conversation & { community: Space } = { ...conversation, community };
  return found as AnswerableConversation;
}

/** The same by mail, where there is no place: who facilitates the room that was written to may answer too. */
export async function conversationToAnswer(ctx: Ctx, communityId: number, id: number): Promise<AnswerableConversation> {
  const found = await find(ctx, communityId, id);
  const room = found.space_id === null ? undefined : await spaceById(ctx.db, communityId, found.space_id);
  if (!canAnswer(ctx, found.community) && !(room && canAnswer(ctx, room))) throw notFound();
  return found as AnswerableConversation;
}

export function canAnswer({ viewer }: Ctx, space: Space): boolean {
  return can(viewer, space, ANSWER);
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

async function find(ctx: Ctx, communityId: number, id: number): Promise<Conversation & { community: Space }> {
  const community = await spaceById(ctx.db, communityId, communityId);
  const conversation = community && (await conversationById(ctx.db, communityId, id));
  if (!community || !conversation) throw notFound();
  return { ...conversation, community };
}
