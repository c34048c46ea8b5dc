import type { Ctx } from '#platform/context.ts';
import { joinedSpaces } from '../ledger/queries.ts';
import { allChoicesOf } from './queries.ts';
import { DEFAULTS, resolvePlace, type Choice, type Resolved } from './resolve.ts';

/** A place of the settings tree: what is chosen for it, what holds in it, and what would hold without the choice. */
export interface PlaceNode {
  communityId: number;
  spaceId: number;
  at: 'account' | 'community' | 'room';
  name: string;
  slug: string;
  choice: Pick<Choice, 'level' | 'mail' | 'push'>;
  effective: Resolved;
  above: Resolved;
  rooms: PlaceNode[];
}

const NOTHING = { level: null, mail: null, push: null };

/** Everything, and the communities that the viewer has joined with the rooms they are in. */
export async function settingsTree(ctx: Ctx, personId: number): Promise<{ account: PlaceNode; communities: PlaceNode[]; choices: Choice[] }> {
  const [spaces, choices] = [await joinedSpaces(ctx.db, personId), await allChoicesOf(ctx.db, personId)];
  const node = (at: PlaceNode['at'], space: { id: number; community_id: number; name: string; slug: string }): PlaceNode => {
    const place = { communityId: space.community_id, spaceId: space.id };
    const own = (choice: Choice) => choice.community_id === space.community_id && choice.space_id === space.id;
    const chosen = choices.find(own);
    return {
      ...place,
      at,
      name: space.name,
      slug: space.slug,
      choice: chosen ? { level: chosen.level, mail: chosen.mail, push: chosen.push } : NOTHING,
      effective: resolvePlace(choices, place),
      above: resolvePlace(choices.filter((choice) => !own(choice)), place),
      rooms: [],
    };
  };
  const communities = spaces.filter((space) => space.parent_id === null).map((space) => node('community', space));
  for (const community of communities)
    community.rooms = spaces.filter((space) => space.parent_id !== null && space.community_id === community.communityId).map((space) => node('room', space));
  const everywhere = { id: 0, community_id: 0, name: '', slug: '' };
  return { account: node('account', everywhere), communities, choices };
}

/** All places of the tree in one list. */
export function placesOf({ account, communities }: { account: PlaceNode; communities: PlaceNode[] }): PlaceNode[] {
  return [account, ...communities.flatMap((community) => [community, ...community.rooms])];
}


/** What the presets mean, everywhere. */
export const PRESETS = {
  usual: DEFAULTS,
  quiet: { level: 'followed', mail: 'off', push: 'off' },
  questions: { level: 'questions', mail: 'now', push: 'on' },
  everything: { level: 'everything', mail: 'now', push: 'off' },
} as const;
export type Preset = keyof typeof PRESETS;
