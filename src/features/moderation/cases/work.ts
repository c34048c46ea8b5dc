import { addWorkListPart, can, hrefOf } from '../../communities/index.ts';
import { MODERATE } from '../access.ts';
import { openCases } from './queries.ts';

const COUNTED = 100;

/** What waits for moderators, among all that awaits facilitators. */
export function addModerationWork(): void {
  addWorkListPart({
    order: 5,
    label: 'moderation.title',
    sentence: 'moderation.work_letter',
    async load(ctx, { community, room, spaces }) {
      const own = (room ? [room] : spaces).filter((space) => can(ctx.viewer, space, MODERATE));
      const cases = await openCases(ctx.db, community.id, own.map((space) => space.id), null, COUNTED);
      const queue = `${hrefOf(community, room)}/moderation`;
      const rows = cases.map((row) => ({
        key: `case:${row.id}`,
        title: row.title ?? row.name,
        href: `${queue}#case-${row.id}`,
        when: row.opened_at,
        who: { name: row.name, handle: row.handle, photo: row.photo_key && `/people/${row.handle}/photo` },
        note: { key: `moderation.case.${row.kind}` },
      }));
      return { count: rows.length, rows, more: queue };
    },
  });
}
