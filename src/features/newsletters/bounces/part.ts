import { addHygienePart, can } from '../../communities/index.ts';
import { EDIT } from '../access.ts';
import { listOf } from '../links.ts';
import Returned from '../views/Returned.svelte';
import { troubledSubscribers } from './queries.ts';

const SHOWN = 100;

/** Subscribers from outside whom newsletters did not reach, below the members whom mail did not reach. */
export function addReturnedPart(): void {
  addHygienePart({
    feature: 'newsletters',
    async load({ db, viewer }, place) {
      const rows = can(viewer, place.space, EDIT) ? await troubledSubscribers(db, place.space, SHOWN) : [];
      // A provider shows what is wrong; who it is stays theirs.
      const subscribers = rows.map(({ address, said, ...row }) => ({ ...row, address: masked(address), said: said?.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '…') ?? null }));
      return rows.length > 0 ? { view: Returned as never, props: { subscribers, action: `${listOf(place, place.space)}/subscribers/ask` } } : null;
    },
  });
}

const masked = (address: string) => address.replace(/^(.)[^@]*/, '$1…');
