import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readSigned } from '#platform/http/signed.ts';
import { communityNow, spaceById, spaceFor, type Place, type Space } from '../communities/index.ts';
import { conversationById, type Conversation } from './queries.ts';

/** The capability of reading and answering what comes in. */
export const ANSWER = 'contact.answer';
export const PURPOSE = 'contact';

declare const answerable: unique symbol;
declare const own: unique symbol;

/** A conversation that the viewer may answer. */
export type AnswerableConversation = Conversation & { readonly [answerable]: true; space: Space };
/** A conversation in the hands of whoever began it: they hold its link. */
export type OwnConversation = Conversation & { readonly [own]: true; space: Space };

export async function answerableConversation(ctx: Ctx, place: Place, id: number): Promise<AnswerableConversation> {
  const space = spaceFor(ctx, place, ANSWER);
  const conversation = await conversationById(ctx.db, space.community_id, id);
  if (conversation?.space_id !== space.id) throw notFound();
  const found: Conversation & { space: Space } = { ...conversation, space };
  return found as AnswerableConversation;
}

/** The conversation of a link that went out by mail. */
export async function ownConversation(ctx: Ctx, token: string): Promise<OwnConversation> {
  const text = await readSigned(ctx.services, PURPOSE, token);
  if (text === null) throw notFound();
  const [communityOnce, id] = text.split('.').map(Number) as [number, number];
  const communityId = await communityNow(ctx.db, communityOnce, 'contact_conversations', id);
  const conversation = await conversationById(ctx.db, communityId, id);
  const space = conversation && (await spaceById(ctx.db, communityId, conversation.space_id));
  if (!conversation || !space) throw notFound();
  return { ...conversation, space } as OwnConversation;
}
