import { transaction, type Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { spacesOfCommunity, switchedOff, type Space } from '../../communities/index.ts';
import { commonPlace, type EditedIssue } from '../access.ts';
import { noteStep, turn } from '../composing/actions.ts';
import { updateBlock, updateIssue, updateItem } from '../composing/queries.ts';
import { contentOf, filled, type Content } from '../mail/content.ts';
import { issueById, type Issue } from '../queries.ts';
import { settingsOf } from '../settings/queries.ts';
import { linksIn } from '../clicks/links.ts';
import { insertLinks, nextNumber } from './queries.ts';

export const BEGIN = 'newsletters.begin';
export const STRETCH = 'newsletters.stretch';
/** An appointed time may lie a little back: forms are filled in by people. */
const LATE_MS = 10 * 60_000;

export interface Begin {
  communityId: number;
  issueId: number;
  /** The time it was appointed for; another one since makes this job idle. */
  at: number;
}

/** Has an issue go out at a time: now, or later. Where a second person looks first, only what was approved. */
export async function schedule(ctx: Ctx, issue: EditedIssue, { at, zone }: { at: number; zone: string }): Promise<void> {
  if (at < ctx.now - LATE_MS) throw new Refusal('invalid', 'errors.invalid', { fields: { date: 'newsletters.error.past' } });
  const { approval } = await settingsOf(ctx.db, issue.home);
  if (approval && issue.state === 'draft') throw new Refusal('conflict', 'newsletters.error.approval');
  const content = await contentOf(ctx, issue, issue.place.spaces);
  if (filled(content.blocks).length === 0 && issue.introduction.trim() === '') throw new Refusal('conflict', 'newsletters.error.empty');
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, approval ? ['approved'] : ['draft', 'approved'], { state: 'scheduled', scheduled_for: at, zone });
    await noteStep(ctx, issue, 'scheduled');
    const payload: Begin = { communityId: issue.community_id, issueId: issue.id, at };
    await ctx.services.jobs.enqueue(ctx, BEGIN, payload, { runAt: Math.max(at, ctx.now), priority: 3 });
  });
}

/** Calls off an appointed sending. An approval stays good, for nothing was changed. */
export async function cancel(ctx: Ctx, issue: EditedIssue): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await turn(ctx, issue, ['scheduled'], { state: issue.approved_at === null ? 'draft' : 'approved', scheduled_for: null });
    await noteStep(ctx, issue, 'cancelled');
  });
}

/** Publishes an issue whose time has come, and has its mails begin. */
export async function begin(ctx: Ctx, { communityId, issueId, at }: Begin): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const issue = await issueById(ctx.db, communityId, issueId);
    if (issue?.state !== 'scheduled' || issue.scheduled_for !== at || at > ctx.now) return;
    const spaces = await spacesOfCommunity(ctx.db, communityId);
    const space = spaces.find(({ id }) => id === issue.space_id)!;
    if (space.state === 'archived' || switchedOff(commonPlace(spaces, space, issue.audience)).includes('newsletters')) return;
    if (await publish(ctx, issue, space, spaces, 'p0')) await ctx.services.jobs.enqueue(ctx, STRETCH, { communityId, issueId, from: 'p0' });
  });
}

/** Opens an issue's address: its cards stay as they are now. False when somebody was there first. */
export async function publish(ctx: Ctx, issue: Issue, space: Space, spaces: Space[], progress: string | null): Promise<boolean> {
  const { community_id: communityId, id } = issue;
  const { clicks } = await settingsOf(ctx.db, space);
  const content = await contentOf(ctx, issue, spaces);
  const number = await nextNumber(ctx.db, communityId, space.id);
  if (!(await updateIssue(ctx.db, communityId, id, [issue.state], { state: 'sent', sent_at: ctx.now, number, counts_clicks: Number(clicks), progress }))) return false;
  await freeze(ctx, content);
  if (clicks) await insertLinks(ctx.db, communityId, id, linksIn(content, ctx.services.config));
  // In lists and feeds an issue is as old as its publication.
  await updateItem(ctx.db, communityId, id, { created_at: ctx.now, updated_at: ctx.now });
  await noteStep(ctx, issue, 'sent');
  return true;
}

async function freeze(ctx: Ctx, { issue, blocks }: Content): Promise<void> {
  for (const block of blocks)
    if (block.kind === 'item') await updateBlock(ctx.db, { community_id: issue.community_id, issue_id: issue.id, id: block.id }, { card: block.card && JSON.stringify(block.card) });
}

/** An issue as it stands, for jobs: nobody is looking. */
export async function issueAndSpaces(ctx: Ctx, communityId: number, issueId: number) {
  const issue = await issueById(ctx.db, communityId, issueId);
  if (!issue) throw notFound();
  const spaces = await spacesOfCommunity(ctx.db, communityId);
  return { issue, spaces, space: spaces.find(({ id }) => id === issue.space_id)!, community: spaces.find(({ parent_id }) => parent_id === null)! };
}
