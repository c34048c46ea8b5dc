import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { readSigned } from '#platform/http/signed.ts';
import { spaceById, spaceFor, type Place, type Space } from '../communities/index.ts';
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

/** The conversation of a link that went out by mail. */
export async function ownConversation(ctx: Ctx, token: string): Promise<OwnConversation> {
  const text = await readSigned(ctx.services, PURPOSE, token);
  const [communityId, id] = (text ?? '').split('.').map(Number) as [number, number];
  const community = text === null ? undefined : await spaceById(ctx.db, communityId, communityId);
  const conversation = community && (await conversationById(ctx.db, communityId, id));
  if (!community || !conversation) throw notFound();
  return { ...conversation, community } as OwnConversation;
}
