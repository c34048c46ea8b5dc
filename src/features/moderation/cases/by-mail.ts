import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { communityNow, readablePlace, spaceById } from '../../communities/index.ts';
import { personById } from '../../people/index.ts';
import { decidableCase } from '../access.ts';
import { decide } from './actions.ts';
import { HELD } from './held.ts';

const YES = new Set(['approve', 'approved', 'release', 'accept', 'yes', 'undo']);
const NO = new Set(['decline', 'declined', 'reject', 'refuse', 'no', 'uphold']);
/** What yes and no mean: to let a post through, and to take back what was appealed against. */
const DECISIONS = { held: { yes: 'release', no: 'decline' }, appeal: { yes: 'undo', no: 'uphold' } } as const;

export function answerCasesByMail(): void {
  addReplyTarget({ kind: HELD, answer });
}

/** "approve", or "decline" with the number that the mail gave, and perhaps a note below. */
async function answer(ctx: Ctx, [communityOnce = 0, spaceId = 0, only = 0]: number[], { word, rest, text }: MailAnswer): Promise<Reaction> {
  const said = YES.has(word ?? '') ? 'yes' : NO.has(word ?? '') ? 'no' : null;
  // "No problem, approve" is no "no": beside the word stands a number, or nothing.
  const [, number] = /^(?:#?(\d{1,15}))?$/.exec(rest) ?? [null, '0'];
  const id = Number(number ?? only);
  if (!said || !id) throw new Refusal('invalid', 'moderation.mail.how');
  const communityId = spaceId === communityOnce ? communityOnce : await communityNow(ctx.db, communityOnce, 'spaces', spaceId);
  const [community, space] = [await spaceById(ctx.db, communityId, communityId), await spaceById(ctx.db, communityId, spaceId)];
  if (!community || !space) throw notFound();
  const place = await readablePlace(ctx, community.slug, space.parent_id === null ? null : space.slug);
  const found = await decidableCase(ctx, place, id);
  if (found.kind === 'report') throw new Refusal('invalid', 'moderation.mail.how');
  const decision = DECISIONS[found.kind][said];
  const note = text.split('\n').slice(1).join('\n').trim().slice(0, 1000) || null;
  await decide(ctx, place, found, { do: decision, note });
  const t = translator(ctx.viewer.language);
  const author = (await personById(ctx.db, found.person_id))?.name ?? '';
  const values = { title: found.title ?? author, decision };
  return { status: 'done', reason: 'decided', communityId, tell: { subject: t('moderation.mail.decided.subject', values), paragraphs: [t('moderation.mail.decided', values)] } };
}
