import { addRoomContent } from '../../communities/index.ts';
import { moveModeration } from './queries.ts';

/** When rooms are merged, what moderators did in one holds in the other. Nothing of it goes into a room that is split off. */
export function setUpRoomContent(): void {
  addRoomContent({
    name: 'moderation',
    label: null,
    count: () => 0,
    list: async () => [],
    move: async (ctx, from, to, ids) => {
      if (ids === null) await moveModeration(ctx.db, from.community_id, from.id, to.id);
    },
  });
}
