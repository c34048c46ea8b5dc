import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, replyAddress, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { readablePlace, spaceById, spaceFor } from '../../communities/index.ts';
import { personById } from '../../people/index.ts';
import { answerRequest } from './actions.ts';
import { requestById } from './queries.ts';

const KIND = 'j';
const WORDS: Record<string, 'approve' | 'decline'> = { approve: 'approve', approved: 'approve', accept: 'approve', yes: 'approve', decline: 'decline', reject: 'decline', no: 'decline' };

/** Where a facilitator answers who asks to be let in; null when no mail is received. */
export function requestAddress(ctx: Ctx, personId: number, communityId: number, requestId: number): Promise<string | null> {
  return replyAddress(ctx, personId, KIND, [communityId, requestId]);
}

export function answerRequestsByMail(): void {
  addReplyTarget({ kind: KIND, answer });
}

/** "approve" or "decline"; what stands below that line goes to who asked. */
async function answer(ctx: Ctx, [communityId = 0, requestId = 0]: number[], { word, text }: MailAnswer): Promise<Reaction> {
  const decision = WORDS[word ?? ''];
  if (!decision) throw new Refusal('invalid', 'joining.letter.by_mail');
  const community = await spaceById(ctx.db, communityId, communityId);
  const request = community && (await requestById(ctx.db, communityId, requestId));
  const room = request && request.space_id !== communityId ? await spaceById(ctx.db, communityId, request.space_id) : null;
  if (!community || !request) throw notFound();
  const place = await readablePlace(ctx, community.slug, room?.slug ?? null);
  const note = text.split('\n').slice(1).join('\n').trim().slice(0, 1000) || null;
  await answerRequest(ctx, spaceFor(ctx, place, 'members.approve'), requestId, { do: decision, note, quiet: false });
  const t = translator(ctx.viewer.language);
  const values = { asker: (await personById(ctx.db, request.person_id))?.name ?? '', space: place.space.name, decision };
  return { status: 'done', reason: 'decided', communityId, tell: { subject: t('joining.letter.decided.subject', values), paragraphs: [t('joining.letter.decided', values)] } };
}
