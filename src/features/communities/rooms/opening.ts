import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import type { SpaceFor } from '../access.ts';
import { addMember, closedRoom } from '../actions.ts';
import { logChange } from '../log/actions.ts';
import { isClosed } from '../permissions/capabilities.ts';
import { insertSpace, spaceById, updateSpace, type Space } from '../queries.ts';
import { addressFor, keepFormerAddress } from './addresses.ts';
import { newRoom, type NewRoom, type RoomFace } from './schema.ts';

const html = (text: string | null) => text && renderMarkdown(text).html;
const written = (face: RoomFace) => ({ ...face, description_html: html(face.description), welcome_html: html(face.welcome) });

/** Opens a room inside a community; the viewer becomes its facilitator. It forms until enough have come, or its facilitator says so. */
export async function createRoom(ctx: Ctx, community: SpaceFor<'rooms.open'>, input: NewRoom): Promise<Space> {
  const face = parseInput(newRoom, input);
  return transaction(ctx, async (ctx) => {
    const room = await insertRoom(ctx, community, face);
    if (ctx.viewer.personId !== null) await addMember(ctx, room, ctx.viewer.personId, 'facilitator');
    return room;
  });
}

/** Adds the room itself, without anybody in it; in a transaction of the caller. */
export async function insertRoom(ctx: Ctx, community: Space, face: RoomFace): Promise<Space> {
  const id = await insertSpace(ctx.db, {
    ...written(face),
    slug: await addressFor(ctx, community, face),
    community_id: community.id,
    parent_id: community.id,
    kind: 'room',
    hue: community.hue,
    logo_key: null,
    language: community.language,
    rules: community.rules,
    state: 'forming',
    state_at: ctx.now,
    created_by: ctx.viewer.personId,
    created_at: ctx.now,
    active_at: ctx.now,
  });
  const room = (await spaceById(ctx.db, community.id, id))!;
  await logChange(ctx, room, 'room_opened', { name: room.name });
  if (room.visibility !== 'secret') await logChange(ctx, community, 'room_opened', { name: room.name });
  await announce(ctx, 'communities.room_created', { communityId: community.id, spaceId: id });
  return room;
}

/** Changes what a room says of itself, its address and who may read it. Former addresses lead to it. */
export async function changeRoom(ctx: Ctx, community: Space, room: SpaceFor<'settings'>, face: RoomFace): Promise<string> {
  if (isClosed(room)) throw closedRoom(room);
  // Whoever is not in it would not find it again.
  if (face.visibility === 'secret' && !ctx.viewer.roles.has(room.id)) throw invalidField('visibility', 'communities.rooms.error.secret');
  return transaction(ctx, async (ctx) => {
    const hidden = face.visibility === 'secret' && room.visibility !== 'secret';
    const wished = { ...face, slug: face.slug ?? room.slug };
    const slug = wished.slug === room.slug && !hidden ? room.slug : await addressFor(ctx, community, wished, room);
    // An address that everybody knew must not lead to what nobody may know of.
    if (slug !== room.slug && !hidden) await keepFormerAddress(ctx, room);
    await updateSpace(ctx.db, room, { ...written(face), slug });
    await logChange(ctx, room, 'settings', { name: face.name });
    if (face.name !== room.name) await logChange(ctx, room, 'renamed', { from: room.name, to: face.name });
    if (face.visibility !== room.visibility) await logChange(ctx, room, 'visibility', { visibility: face.visibility });
    await announce(ctx, 'communities.changed', { communityId: community.id, spaceId: room.id });
    return slug;
  });
}
