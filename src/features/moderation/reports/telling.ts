import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import type { Space } from '../../communities/index.ts';
import { addNotificationKind, notify, type Line, type Rendered } from '../../notifications/index.ts';
import type { Outcome } from './list.ts';
import { reportersOf } from './queries.ts';

export const ANSWERED = 'moderation.report_answered';
export const REPORTS = '/me/reports';

/** Whoever reported something hears what became of it: never who decided, nor what passed between them and its author. */
export function setUpTellingReporters(): void {
  addNotificationKind({ name: ANSWERED, reasons: { reporter: { interest: 'standing', why: 'moderation.told.why_reporter' } }, render });
}

/** Tells everybody who reported the item of a case, each once for each outcome. Call it in the transaction that decides. */
export async function tellReporters(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, caseId: number, outcome: Exclude<Outcome, 'waits'>): Promise<void> {
  const { community_id: communityId, id: spaceId } = space;
  const others = (await reportersOf(ctx.db, communityId, caseId)).filter((personId) => personId !== ctx.viewer.personId);
  await notify(ctx, { kind: ANSWERED, communityId, spaceId, key: `${caseId} ${outcome}`, data: { caseId, outcome }, to: others.map((personId) => ({ personId, reason: 'reporter' })) });
}

function render({ viewer }: Ctx, { space, data }: Line): Rendered | null {
  if (!space) return null;
  const t = translator(viewer.language);
  return { title: t('moderation.report_answered', { space: space.name }), text: t(`moderation.outcome_told.${data.outcome as string}`), href: `${REPORTS}#report-${data.caseId as number}` };
}
