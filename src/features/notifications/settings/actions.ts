import { transaction, type Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { ownId } from '../inbox/load.ts';
import type { PlaceChoice } from '../schema.ts';
import { allChoicesOf, keepChoice, setQuietHours } from './queries.ts';
import { placesOf, PRESETS, settingsTree, type Preset } from './tree.ts';

export interface Chosen extends PlaceChoice {
  communityId: number;
  spaceId: number;
}

/** Keeps what the viewer chose for some places; of places that they are not in, nothing is kept. */
export async function choose(ctx: Ctx, chosen: Chosen[], quiet?: { since: number; until: number } | null): Promise<void> {
  const personId = ownId(ctx);
  const places = placesOf(await settingsTree(ctx, personId));
  const own = (choice: Chosen) => places.some((place) => place.communityId === choice.communityId && place.spaceId === choice.spaceId);
  if (!chosen.every(own)) throw notFound();
  await transaction(ctx, async (ctx) => {
    for (const { communityId, spaceId, ...values } of chosen) await keepChoice(ctx.db, personId, { community_id: communityId, space_id: spaceId, ...values }, ctx.now);
    if (quiet !== undefined) await setQuietHours(ctx.db, personId, quiet);
  });
}

/** Takes a preset for everything; communities and rooms with a choice of their own keep it. */
export async function takePreset(ctx: Ctx, preset: Preset): Promise<void> {
  await choose(ctx, [{ communityId: 0, spaceId: 0, ...PRESETS[preset] }]);
}

/** Turns one setting of a place off and leaves the others as they are; for links in mails, which say whose they are. */
export async function turnMailOff(ctx: Ctx, personId: number, place: { communityId: number; spaceId: number }): Promise<void> {
  const before = (await allChoicesOf(ctx.db, personId)).find((c) => c.community_id === place.communityId && c.space_id === place.spaceId);
  const { level = null, push = null } = before ?? {};
  await transaction(ctx, (ctx) => keepChoice(ctx.db, personId, { community_id: place.communityId, space_id: place.spaceId, level, mail: 'off', push }, ctx.now));
}
