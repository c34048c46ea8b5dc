import { addWaitingPart, hrefOfSpace, type Place } from '../communities/index.ts';
import { EDIT } from './access.ts';
import { issuesToLookAt } from './approving/queries.ts';

const list = (place: Place, spaceId = place.space.id) => `${hrefOfSpace(place, place.spaces.find(({ id }) => id === spaceId)!)}/newsletters`;

/** Issues that wait for a second person, and drafts that made themselves, among all that awaits facilitators. */
export function addNewsletterWork(): void {
  addWaitingPart({
    kind: 'newsletter',
    order: 45,
    feature: 'newsletters',
    label: 'newsletters.work',
    sentence: 'newsletters.work_letter',
    capability: EDIT,
    select: issuesToLookAt,
    asRow: ({ id, title, space_id }, place) => ({ title: title ?? '', href: `${list(place, space_id)}/${id}/compose` }),
    more: list,
  });
}
