import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { can, type Space } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { EDIT, type EditedIssue } from '../access.ts';
import { noteStep, turn } from '../composing/actions.ts';
import { contentOf, filled } from '../mail/content.ts';
import { settingsOf } from '../settings/queries.ts';
import { noLongerAwaits, tellEditors } from './letters.ts';
import { editorIds } from './queries.ts';

/** Whoever may make newsletters in a space, at most so many. */
const MOST_TOLD = 20;

export async function editorsOf(ctx: Ctx, space: Space): Promise<number[]> {
  const found: number[] = [];
  for (const personId of await editorIds(ctx.db, space, MOST_TOLD)) {
    const viewer = await viewerOfId(ctx.services, personId);
    if (viewer && can(viewer, space, EDIT)) found.push(personId);
  }
  return found;
}

/** Asks somebody else to look; all who may approve are told. */
export async function requestApproval(ctx: Ctx, issue: EditedIssue, note: string): Promise<void> {
  if (!(await settingsOf(ctx.db, issue.home)).approval) throw new Refusal('conflict', 'newsletters.error.no_approval');
  const { blocks } = await contentOf(ctx, issue, issue.place.spaces);
  if (filled(blocks).length === 0 && issue.introduction.trim() === '') throw new Refusal('conflict', 'newsletters.error.empty');
  const others = (await editorsOf(ctx, issue.home)).filter((id) => id !== ctx.viewer.personId);
  if (others.length === 0) throw new Refusal('conflict', 'newsletters.error.nobody');
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['draft'], { state: 'waiting', requested_by: ctx.viewer.personId, requested_at: ctx.now, approved_by: null, approved_at: null });
    await noteStep(ctx, issue, 'requested', note || null);
    await noLongerAwaits(ctx, issue, [...others, ctx.viewer.personId!]);
    await tellEditors(ctx, issue, 'requested', others);
  });
}

/** Whoever asked does not answer themselves. */
function refuseOwn(ctx: Ctx, issue: EditedIssue): void {
  if (issue.requested_by === ctx.viewer.personId) throw new Refusal('conflict', 'newsletters.error.own_approval');
}

export async function approve(ctx: Ctx, issue: EditedIssue, note = ''): Promise<void> {
  refuseOwn(ctx, issue);
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['waiting'], { state: 'approved', approved_by: ctx.viewer.personId, approved_at: ctx.now });
    await noteStep(ctx, issue, 'approved', note || null);
    await answer(ctx, issue, 'approved');
  });
}

/** Back to be worked on, with a word. */
export async function sendBack(ctx: Ctx, issue: EditedIssue, note: string): Promise<void> {
  refuseOwn(ctx, issue);
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['waiting'], { state: 'draft', approved_by: null, approved_at: null });
    await noteStep(ctx, issue, 'returned', note);
    await answer(ctx, issue, 'returned');
  });
}

async function answer(ctx: Ctx, issue: EditedIssue, kind: 'approved' | 'returned'): Promise<void> {
  await noLongerAwaits(ctx, issue, await editorIds(ctx.db, issue.home, MOST_TOLD));
  if (issue.requested_by !== null) await tellEditors(ctx, issue, kind, [issue.requested_by]);
}

/** Takes an issue back to work on it: whatever was asked, approved or appointed lapses. */
export async function reopen(ctx: Ctx, issue: EditedIssue): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const nothing = { approved_by: null, approved_at: null, scheduled_for: null };
    await turn(ctx, issue, ['waiting', 'approved', 'scheduled'], { state: 'draft', ...nothing });
    await noteStep(ctx, issue, 'reopened');
    await noLongerAwaits(ctx, issue, await editorIds(ctx.db, issue.home, MOST_TOLD));
  });
}
