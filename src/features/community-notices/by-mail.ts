import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { decide, decision, readablePlace, roomRequestById, spaceById, spaceFor } from '../communities/index.ts';
import { ROOM_REQUEST } from './requests.ts';

const WORDS: Record<string, 'approve' | 'decline'> = { approve: 'approve', approved: 'approve', open: 'approve', yes: 'approve', decline: 'decline', reject: 'decline', no: 'decline' };

export function answerRoomRequestsByMail(): void {
  addReplyTarget({ kind: ROOM_REQUEST, answer });
}

/** "approve" or "decline"; what stands below that line goes to who asked. */
async function answer(ctx: Ctx, [communityId = 0, requestId = 0]: number[], { word, rest, text }: MailAnswer): Promise<Reaction> {
  const wanted = WORDS[word ?? ''];
  if (!wanted || rest !== '') throw new Refusal('invalid', 'community_notices.asked.by_mail');
  const community = await spaceById(ctx.db, communityId, communityId);
  const request = community && (await roomRequestById(ctx.db, communityId, requestId));
  if (!community || !request) throw notFound();
  const place = await readablePlace(ctx, community.slug, null);
  const note = text.split('\n').slice(1).join('\n').trim().slice(0, 1000);
  await decide(ctx, spaceFor(ctx, place, 'rooms.open'), requestId, parseInput(decision, { decision: wanted, answer: note }));
  const t = translator(ctx.viewer.language);
  const values = { room: request.name, decision: wanted };
  return { status: 'done', reason: 'decided', communityId, tell: { subject: t('community_notices.decided.subject', values), paragraphs: [t('community_notices.decided', values)] } };
}
