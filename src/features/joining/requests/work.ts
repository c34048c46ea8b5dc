import { addWorkListPart, can, hrefOf } from '../../communities/index.ts';
import { waitingRequests } from './queries.ts';

const SHOWN = 5;

/** Who waits at the door stands in the facilitators' work list. */
export function setUpRequestWork(): void {
  addWorkListPart({
    order: 5,
    label: 'joining.requests',
    sentence: 'joining.requests_letter',
    async load(ctx, place) {
      const spaces = (place.room ? [place.room] : place.spaces).filter((space) => can(ctx.viewer, space, 'members.approve'));
      const rows = await waitingRequests(ctx.db, place.community.id, spaces.map((space) => space.id), SHOWN + 1);
      const href = `${hrefOf(place.community, place.room)}/requests`;
      return {
        count: rows.length,
        more: rows.length > SHOWN ? href : null,
        rows: rows.slice(0, SHOWN).map(({ id, name, handle, photo_key, reason, at }) => ({
          key: `request:${id}`,
          title: reason,
          href,
          when: at,
          who: { name, handle, photo: photo_key && `/people/${handle}/photo` },
        })),
      };
    },
  });
}
