import type { Ctx } from '#platform/context.ts';
import { addWorkListPart, hrefOfSpace, type Place, type WorkList, type WorkRow } from '../communities/index.ts';
import { openIssues } from './composing/queries.ts';

const COUNTED = 50;

/** Issues that wait for a second person, and drafts that made themselves. */
export function addNewsletterWork(): void {
  addWorkListPart({ order: 45, feature: 'newsletters', label: 'newsletters.work', sentence: 'newsletters.work_letter', load });
}

async function load(ctx: Ctx, place: Place): Promise<WorkList> {
  const spaces = place.room ? [place.room] : place.spaces;
  const found = await openIssues(ctx.db, place.community.id, spaces.map(({ id }) => id), COUNTED);
  const rows = found.flatMap((issue): WorkRow[] => {
    const waits = issue.state === 'waiting' && issue.requested_by !== ctx.viewer.personId;
    const untouched = issue.state === 'draft' && issue.month !== null;
    if (!waits && !untouched) return [];
    const home = spaces.find(({ id }) => id === issue.space_id)!;
    return [
      {
        key: `newsletter-${issue.state}:${issue.id}`,
        title: issue.title,
        href: `${hrefOfSpace(place, home)}/newsletters/${issue.id}/${waits ? 'preview' : 'compose'}`,
        when: issue.updated_at,
        who: issue.author_name === null ? null : { name: issue.author_name, handle: issue.author_handle, photo: issue.author_photo && `/people/${issue.author_handle}/photo` },
        note: { key: waits ? 'newsletters.work_waits' : 'newsletters.work_drafted' },
      },
    ];
  });
  return { count: rows.length, rows, more: null };
}
