import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type Reaction } from '#platform/mail/answers/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { end, endingFor, type Ending } from './actions.ts';
import { subscriberById } from './queries.ts';

/** The kind of address at which a newsletter ends, by any mail to it. */
export const ENDS = 'ne';

export function endByMail(): void {
  addReplyTarget({ kind: ENDS, answer, anyone: true, machines: true });
}

async function answer(ctx: Ctx, target: number[]): Promise<Reaction> {
  const ending = await endingFor(ctx, target);
  if (!ending) throw notFound();
  await end(ctx, ending);
  const t = translator(await languageOf(ctx, ending));
  const { name, community_id: communityId } = ending.space;
  return { status: 'done', reason: 'unsubscribed', communityId, tell: { subject: t('newsletters.ended.title'), paragraphs: [t('newsletters.ended.lead', { name })] } };
}

async function languageOf({ db, services, viewer }: Ctx, { space, personId, subscriberId }: Ending): Promise<string> {
  const known = personId === null ? await subscriberById(db, space.community_id, subscriberId!) : await viewerOfId(services, personId);
  return known?.language ?? viewer.language;
}
