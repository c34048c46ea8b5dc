import { announce } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import type { Viewer } from '#platform/viewer.ts';
import { readablePlace, type Place } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import type { DecidableCase, ReportableItem } from '../access.ts';
import { actionById } from '../log/queries.ts';
import { noteAction } from '../log/actions.ts';
import { moderatedContribution, moderatedItem } from '../kinds.ts';
import { undoAction } from '../people/actions.ts';
import type { Decision, NewReport } from '../schema.ts';
import * as queries from './queries.ts';
import { tellReporters } from '../reports/telling.ts';
import { seenTo, tellModerators } from './waiting.ts';

const DAY = 86_400_000;
const REPORTS_A_DAY = 20;

/** Tells the moderators of a space of an item. Reporting twice is reporting once. */
export async function report(ctx: Ctx, { id, kind, authorId, space }: ReportableItem, input: NewReport): Promise<void> {
  const personId = ctx.viewer.personId!;
  if (authorId === personId) throw new Refusal('invalid', 'moderation.error.own');
  if (authorId === null) throw notFound();
  await transaction(ctx, async (ctx) => {
    const communityId = space.community_id;
    if ((await queries.reportsBy(ctx.db, communityId, personId, ctx.now - DAY, REPORTS_A_DAY)) >= REPORTS_A_DAY) throw new Refusal('too_many', 'moderation.error.reports');
    const opened = { community_id: communityId, space_id: space.id, kind: 'report' as const, item_id: id, person_id: authorId, why: kind, opened_at: ctx.now };
    const caseId = await queries.caseOfItem(ctx.db, opened);
    if (!(await queries.insertReport(ctx.db, { community_id: communityId, case_id: caseId, reporter_id: personId, ...input, at: ctx.now }))) return;
    await tellModerators(ctx, space);
    await announce(ctx, 'moderation.reported', { communityId, spaceId: space.id, caseId });
  });
}

/** Decides a case that waits. Whoever comes second is told that it is decided. */
export async function decide(ctx: Ctx, place: Place, found: DecidableCase, input: Decision): Promise<void> {
  const allowed: Record<DecidableCase['kind'], Decision['do'][]> = { report: ['dismiss', 'hide'], held: ['release', 'decline'], appeal: ['uphold', 'undo'] };
  if (!allowed[found.kind].includes(input.do)) throw invalidField('do', 'moderation.error.decision');
  const author = await viewerOfId(ctx.services, found.person_id);
  await transaction(ctx, async (ctx) => {
    const by = { decision: input.do, personId: ctx.viewer.personId, at: ctx.now };
    if (!(await queries.decideCase(ctx.db, found.community_id, found.id, by))) throw new Refusal('conflict', 'moderation.error.decided');
    await seenTo(ctx, found.space);
    const noted = { personId: found.person_id, itemId: found.item_id, caseId: found.id, reason: input.reason ?? 'other', note: input.note };
    switch (input.do) {
      case 'dismiss':
        await tellReporters(ctx, found.space, found.id, 'stays');
        return void (await noteAction(ctx, found.space, { ...noted, action: 'dismissed' }));
      case 'hide':
        await hide(ctx, place, found, noted.reason);
        await tellReporters(ctx, found.space, found.id, 'hidden');
        return void (await noteAction(ctx, found.space, { ...noted, action: 'hidden' }));
      case 'release':
        await release(ctx, place, found, author);
        await announce(ctx, 'moderation.released', { communityId: found.community_id, spaceId: found.space_id, onceKey: found.once_key });
        return void (await noteAction(ctx, found.space, { ...noted, reason: found.why, action: 'released' }));
      case 'decline':
        return void (await noteAction(ctx, found.space, { ...noted, action: 'declined' }));
      case 'uphold':
        return void (await noteAction(ctx, found.space, { ...noted, action: 'upheld' }));
      case 'undo':
        return undo(ctx, place, found, noted);
    }
  });
}

/** The place of a case, seen from where its moderator stands. */
const placeOfCase = (place: Place, { space }: DecidableCase): Place => ({ ...place, space, room: space.parent_id === null ? null : space });

async function hide(ctx: Ctx, place: Place, found: DecidableCase, reason: string): Promise<void> {
  await moderatedItem(found.why)!.hide(ctx, placeOfCase(place, found), found.item_id!, reason);
}

// The author does it now, as it was written then: with their rights of today.
async function release(ctx: Ctx, { community }: Place, found: DecidableCase, viewer: Viewer | null): Promise<void> {
  if (!viewer) throw new Refusal('conflict', 'moderation.error.author_gone');
  const author: Ctx = { ...createContext(ctx.services, viewer), db: ctx.db, outgoing: ctx.outgoing };
  const room = found.space.parent_id === null ? null : found.space.slug;
  const carryOut = async () => moderatedContribution(found.contribution!)!.carryOut(author, await readablePlace(author, community.slug, room), found.contribution!, JSON.parse(found.payload!));
  await carryOut().catch((cause: unknown) => {
    if (!(cause instanceof Refusal)) throw cause;
    throw new Refusal('conflict', 'moderation.error.cannot_release', { cause });
  });
}

async function undo(ctx: Ctx, place: Place, found: DecidableCase, noted: { personId: number; caseId: number; note: string | null }): Promise<void> {
  const action = await actionById(ctx.db, found.community_id, found.action_id!);
  if (!action) throw notFound();
  if (action.action === 'hidden') await moderatedItem((await queries.itemById(ctx.db, found.community_id, action.item_id!))?.kind ?? '')?.reinstate(ctx, placeOfCase(place, found), action.item_id!);
  await undoAction(ctx, found.space, action);
  if (action.action === 'hidden' && action.case_id !== null) await tellReporters(ctx, found.space, action.case_id, 'undone');
  await noteAction(ctx, found.space, { ...noted, reason: action.reason, action: 'undone' });
}
