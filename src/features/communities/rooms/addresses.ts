import { randomInt } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { slug as slugOf } from '#platform/text/excerpt.ts';
import { canRead } from '../access.ts';
import { LONGEST_SLUG, slug as slugField } from '../fields.ts';
import { communityBySlug, spacesOfCommunity, updateSpace, type Space } from '../queries.ts';
import type { SpaceVisibility } from '../tables.ts';
import { freeFormerSlug, insertFormerSlug } from './queries.ts';

const TAIL = 6;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const tail = () => Array.from({ length: TAIL }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const withTail = (slug: string) => `${slug.slice(0, LONGEST_SLUG - TAIL - 1).replace(/-$/, '')}-${tail()}`;

interface Wish {
  slug: string | null;
  name: string;
  visibility: SpaceVisibility;
}

/**
 * The address of a room, as wished where that can be. Those of secret rooms have a tail that nobody can
 * guess, so that no other room's address ever meets theirs; should a secret room of old be in the way,
 * it gives way, and whoever asks learns nothing of it.
 */
export async function addressFor(ctx: Ctx, community: Space, { slug, name, visibility }: Wish, own: Space | null = null): Promise<string> {
  const rooms = (await spacesOfCommunity(ctx.db, community.id)).filter((space) => space.parent_id !== null && space.id !== own?.id);
  const wished = slug ?? fromName(name);
  if (visibility === 'secret') return own?.visibility === 'secret' && slug === own.slug ? own.slug : withTail(wished);
  const inTheWay = rooms.find((room) => room.slug === wished);
  if (inTheWay && canKnow(ctx, inTheWay, community)) {
    if (slug !== null) throw invalidField('slug', 'communities.error.slug_taken');
    return withTail(wished);
  }
  if (inTheWay) await updateSpace(ctx.db, inTheWay, { slug: withTail(wished) });
  await freeFormerSlug(ctx.db, community.id, community.id, wished);
  return wished;
}

const canKnow = (ctx: Ctx, room: Space, community: Space) => room.visibility !== 'secret' || canRead(ctx.viewer, room, community);

/** The address of a community, as wished or from its name. */
export async function communityAddressFor(ctx: Ctx, { slug, name }: Pick<Wish, 'slug' | 'name'>): Promise<string> {
  const wished = slug ?? fromName(name);
  if (await communityBySlug(ctx.db, wished)) {
    if (slug !== null) throw invalidField('slug', 'communities.error.slug_taken');
    return withTail(wished);
  }
  await freeFormerSlug(ctx.db, 0, 0, wished);
  return wished;
}

function fromName(name: string): string {
  const plain = slugOf(name, LONGEST_SLUG).replace(/[^a-z0-9-]+/g, '').replace(/-{2,}/g, '-').replace(/^-+|-+$/g, '');
  return slugField.safeParse(plain).success ? plain : withTail(plain || 'place');
}

/** Remembers that an address led to a space, so that it still does. */
export async function keepFormerAddress(ctx: Ctx, space: Space): Promise<void> {
  const parent = space.parent_id ?? 0;
  await freeFormerSlug(ctx.db, space.community_id, parent, space.slug);
  await insertFormerSlug(ctx.db, { community_id: space.community_id, parent_id: parent, slug: space.slug, space_id: space.id, at: ctx.now });
}
