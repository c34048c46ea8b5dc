import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, replyAddress, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { readablePlace, spaceById, type Space } from '../../communities/index.ts';
import { decidableCase } from '../access.ts';
import { decide } from './actions.ts';
import { openCases } from './queries.ts';

const KIND = 'm';
/** Contributions that a mail shows, so that they can be decided by answering it. */
const SHOWN = 5;
const WORDS: Record<string, 'release' | 'decline'> = { approve: 'release', approved: 'release', release: 'release', accept: 'release', yes: 'release', decline: 'decline', reject: 'decline', no: 'decline' };

export function answerCasesByMail(): void {
  addReplyTarget({ kind: KIND, answer });
}

/** What is held in a space, as the mail about it shows it; with the address to answer to, where mail is received. */
export async function heldForMail(ctx: Ctx, space: Space, personId: number) {
  const cases = (await openCases(ctx.db, space.community_id, [space.id], null, SHOWN)).filter(({ kind }) => kind === 'held');
  const only = cases.length === 1 ? cases[0]!.id : 0;
  const replyTo = cases.length === 0 ? null : await replyAddress(ctx, personId, KIND, [space.community_id, space.id, only]);
  return { cases, replyTo };
}

/** "approve", or "decline" with the number that the mail gave, and perhaps a note below. */
async function answer(ctx: Ctx, [communityId = 0, spaceId = 0, only = 0]: number[], { word, rest, text }: MailAnswer): Promise<Reaction> {
  const decision = WORDS[word ?? ''];
  const id = Number(/^#?(\d{1,15})\b/.exec(rest)?.[1] ?? only);
  if (!decision || !id) throw new Refusal('invalid', 'moderation.mail.how');
  const [community, space] = [await spaceById(ctx.db, communityId, communityId), await spaceById(ctx.db, communityId, spaceId)];
  if (!community || !space) throw notFound();
  const place = await readablePlace(ctx, community.slug, space.parent_id === null ? null : space.slug);
  const found = await decidableCase(ctx, place, id);
  if (found.kind !== 'held') throw new Refusal('invalid', 'moderation.mail.how');
  const note = text.split('\n').slice(1).join('\n').trim().slice(0, 1000) || null;
  await decide(ctx, place, found, { do: decision, note });
  const t = translator(ctx.viewer.language);
  const values = { title: found.title ?? '', decision };
  return { status: 'done', reason: 'decided', communityId, tell: { subject: t('moderation.mail.decided.subject', values), paragraphs: [t('moderation.mail.decided', values)] } };
}
