import type { Ctx } from '#platform/context.ts';
import { transaction } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { defineJob } from '#platform/jobs/index.ts';
import type { Space } from '../../communities/index.ts';
import type { Attached } from '../attachments/actions.ts';
import { looseAttachments } from '../attachments/queries.ts';
import * as queries from './queries.ts';
import { draftFields, type DraftFields, type KeptDraft, type SavedDraft } from './schema.ts';

export { draftKey } from './schema.ts';

const DAY = 86_400_000;
const KEPT_DAYS = 90;
const TIDY = 'discussions.tidy_drafts';

/** Keeps what the viewer typed so far. The newest wins; false when a newer one is kept already. */
export async function saveDraft(ctx: Ctx, key: string, { fields, age }: SavedDraft): Promise<boolean> {
  const personId = ctx.viewer.personId;
  if (personId === null) throw notAllowed(ctx.viewer);
  const draft = { person_id: personId, key, fields: JSON.stringify(fields), updated_at: ctx.now - age };
  return transaction(ctx, async (ctx) => {
    await ctx.services.jobs.enqueue(ctx, TIDY, {}, { uniqueKey: TIDY, runAt: ctx.now + DAY, priority: 9 });
    return queries.upsertDraft(ctx.db, draft);
  });
}

export async function discardDraft(ctx: Ctx, key: string): Promise<void> {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  await queries.deleteDraft(ctx.db, ctx.viewer.personId, key);
}

/** A draft as a form is filled with it. */
export interface OpenDraft extends DraftFields {
  /** When it was typed, in milliseconds since the epoch. */
  at: number;
  files: Attached[];
}

/** The viewer's own draft of a form, with those of its files that are still there; null when there is none. */
export async function openDraft(ctx: Ctx, space: Space, key: string): Promise<OpenDraft | null> {
  if (ctx.viewer.personId === null) return null;
  return asOpen(ctx, space, await queries.draftByKey(ctx.db, ctx.viewer.personId, key));
}

/** A draft of the viewer's that was read already. */
export async function asOpen(ctx: Ctx, space: Space, row: KeptDraft | null | undefined): Promise<OpenDraft | null> {
  const fields = row && draftFields.safeParse(JSON.parse(row.fields)).data;
  if (!fields) return null;
  const files = await looseAttachments(ctx.db, space.community_id, ctx.viewer.personId!, fields.attachments);
  return { ...fields, at: row.updated_at, files };
}

/** Drafts are forgotten after 90 days without a visit; the job returns daily while there are any. */
export function setUpDrafts(): void {
  defineJob(TIDY, async (ctx) => {
    const left = await queries.deleteDraftsBefore(ctx.db, ctx.now - KEPT_DAYS * DAY);
    if (left) await ctx.services.jobs.enqueue(ctx, TIDY, {}, { uniqueKey: TIDY, runAt: ctx.now + DAY, priority: 9 });
  });
}
