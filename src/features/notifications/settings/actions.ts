import { transaction, type Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { keepWishes, wishesOf, type Wishes } from '../digest/queries.ts';
import { scheduleDigest } from '../digest/schedule.ts';
import { ownId } from '../own.ts';
import type { PlaceChoice } from '../schema.ts';
import { allChoicesOf, forgetMailBelow, keepChoice, setQuietHours } from './queries.ts';
import { placesOf, PRESETS, settingsTree, type Preset } from './tree.ts';

export interface Chosen extends PlaceChoice {
  communityId: number;
  spaceId: number;
}

/** Keeps what the viewer chose for some places; of places that they are not in, nothing is kept. */
export async function choose(ctx: Ctx, chosen: Chosen[], quiet?: { since: number; until: number } | null, wishes?: Partial<Wishes>): Promise<void> {
  const personId = ownId(ctx);
  const places = placesOf(await settingsTree(ctx, personId));
  const own = (choice: Chosen) => places.some((place) => place.communityId === choice.communityId && place.spaceId === choice.spaceId);
  if (!chosen.every(own)) throw notFound();
  await transaction(ctx, async (ctx) => {
    for (const { communityId, spaceId, ...values } of chosen) await keepChoice(ctx.db, personId, { community_id: communityId, space_id: spaceId, ...values }, ctx.now);
    if (quiet !== undefined) await setQuietHours(ctx.db, personId, quiet);
    const before = (await wishesOf(ctx.db, [personId])).get(personId)!;
    if (wishes) await keepWishes(ctx.db, personId, { ...before, ...wishes });
    // What waits already comes at the next hour that is right now.
    await scheduleDigest(ctx, personId, 'daily', { ...before, ...wishes });
  });
}

/** Takes a preset for everything; communities and rooms with a choice of their own keep it. */
export async function takePreset(ctx: Ctx, preset: Preset): Promise<void> {
  await choose(ctx, [{ communityId: 0, spaceId: 0, ...PRESETS[preset] }], undefined, { near: preset === 'weekly', own: preset === 'everything' });
}

/** Turns mail of a place and what is in it off, and leaves all else as it is; for links in mails, which say whose they are. */
export async function turnMailOff(ctx: Ctx, personId: number, place: { communityId: number; spaceId: number }): Promise<void> {
  const before = (await allChoicesOf(ctx.db, personId)).find((c) => c.community_id === place.communityId && c.space_id === place.spaceId);
  const { level = null, push = null } = before ?? {};
  await transaction(ctx, async (ctx) => {
    await keepChoice(ctx.db, personId, { community_id: place.communityId, space_id: place.spaceId, level, mail: 'off', push }, ctx.now);
    await forgetMailBelow(ctx.db, personId, place.communityId);
  });
}
