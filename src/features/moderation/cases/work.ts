import { addWaitingPart, hrefOf, type Place } from '../../communities/index.ts';
import { MODERATE } from '../access.ts';
import { waitingCases } from './queries.ts';

const queue = ({ community, room }: Place) => `${hrefOf(community, room)}/moderation`;

/** What waits for moderators, among all that awaits facilitators. */
export function addModerationWork(): void {
  addWaitingPart({
    kind: 'case',
    order: 5,
    label: 'moderation.title',
    sentence: 'moderation.work_letter',
    capability: MODERATE,
    select: waitingCases,
    asRow: ({ id, title }, place) => ({ title: title ?? `#${id}`, href: `${queue(place)}#case-${id}` }),
    more: queue,
  });
}
