import type { Ctx } from '#platform/context.ts';
import { repeatJob } from '#platform/jobs/index.ts';
import { deleteBefore } from './queries.ts';

const DAY = 86_400_000;
const KEPT_MS = { read: 180 * DAY, unread: 400 * DAY };
const AT_ONCE = 1000;

/** Old lines go: what was read after half a year, the rest after a good year. */
export function setUpTidying(): void {
  repeatJob('notifications.tidy', DAY, tidy);
}

export async function tidy({ db, now }: Ctx): Promise<void> {
  for (const [kind, kept] of Object.entries(KEPT_MS)) while ((await deleteBefore(db, now - kept, kind === 'read', AT_ONCE)) === AT_ONCE);
}
