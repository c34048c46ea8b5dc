import type { Kit } from './kit.ts';
import ground from './0001_ground.ts';
import search from './0002_search.ts';
import mailings from './0003_mailings.ts';
import ownLists from './0004_own_lists.ts';
import messagesByDiscussion from './0005_messages_by_discussion.ts';

/** Every migration in the one order in which both engines run them. Append; never edit a released one. */
export const migrations: Record<string, (kit: Kit) => string[]> = {
  '0001_ground': ground,
  '0002_search': search,
  '0003_mailings': mailings,
  '0004_own_lists': ownLists,
  '0005_messages_by_discussion': messagesByDiscussion,
};
