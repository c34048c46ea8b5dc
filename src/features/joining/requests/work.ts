import { addWaitingPart, hrefOf, type Place } from '../../communities/index.ts';
import { requestsToAnswer } from './queries.ts';

const queue = ({ community, room }: Place) => `${hrefOf(community, room)}/requests`;

/** Who waits at the door stands in the facilitators' work list. */
export function setUpRequestWork(): void {
  addWaitingPart({
    kind: 'join_request',
    order: 5,
    label: 'joining.requests',
    sentence: 'joining.requests_letter',
    capability: 'members.approve',
    select: requestsToAnswer,
    asRow: ({ title }, place) => ({ title: title ?? '', href: queue(place) }),
    more: queue,
  });
}
