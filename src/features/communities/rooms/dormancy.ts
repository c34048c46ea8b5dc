import { transaction } from '#platform/context.ts';
import { repeatJob } from '#platform/jobs/index.ts';
import { enter } from './lifecycle.ts';
import { quietRooms } from './queries.ts';

const DAY = 86_400_000;
const AT_ONCE = 200;

/** A room in which nobody spoke for long is dormant. */
export function setUpDormancy(): void {
  repeatJob('communities.notice_dormant', DAY, async (ctx) => {
    for (;;) {
      const rooms = await quietRooms(ctx.db, ctx.now, AT_ONCE);
      for (const room of rooms) await transaction(ctx, async (ctx) => void (await enter(ctx, room, 'dormant')));
      if (rooms.length < AT_ONCE) break;
    }
  });
}
