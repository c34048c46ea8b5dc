import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { communityNow, readablePlace, spaceById, spaceFor } from '../../communities/index.ts';
import { personById } from '../../people/index.ts';
import { answerRequest } from './actions.ts';
import { REQUEST } from './address.ts';
import { requestById } from './queries.ts';

const WORDS: Record<string, 'approve' | 'decline'> = { approve: 'approve', approved: 'approve', accept: 'approve', yes: 'approve', decline: 'decline', reject: 'decline', no: 'decline' };

export function answerRequestsByMail(): void {
  addReplyTarget({ kind: REQUEST, answer });
}

/** "approve" or "decline"; what stands below that line goes to who asked. */
async function answer(ctx: Ctx, [communityOnce = 0, requestId = 0]: number[], { word, rest, text }: MailAnswer): Promise<Reaction> {
  const decision = WORDS[word ?? ''];
  if (!decision || rest !== '') throw new Refusal('invalid', 'joining.letter.by_mail');
  const communityId = await communityNow(ctx.db, communityOnce, 'join_requests', requestId);
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
