import type { Ctx } from '#platform/context.ts';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import { mayReach } from '#platform/http/outward.ts';
import type * as z from 'zod';
import { ownId } from '../own.ts';
import type { subscription } from '../schema.ts';
import { deviceName } from './device.ts';
import { deleteSubscriptions, keepSubscription, liveSessions, sessionOf, subscriptionsOf, type Subscription } from './queries.ts';

const MOST_DEVICES = 20;

export interface Device {
  id: number;
  device: string;
  created_at: number;
  used_at: number | null;
  here: boolean;
}

/** Lets the viewer be told on a device. Its subscription lasts as long as the sign-in that made it. */
export async function subscribe(ctx: Ctx, { endpoint, keys }: z.output<typeof subscription>, agent: string): Promise<number> {
  const personId = ownId(ctx);
  if (!mayReach(endpoint)) throw invalidField('endpoint', 'notifications.error.endpoint');
  const known = await liveSubscriptions(ctx, personId);
  if (known.length >= MOST_DEVICES && !known.some((device) => device.endpoint === endpoint)) throw new Refusal('conflict', 'notifications.error.devices');
  const session_id = await sessionOf(ctx.db, ctx.viewer.sessionToken);
  return keepSubscription(ctx.db, { person_id: personId, session_id, endpoint, ...keys, device: deviceName(agent), created_at: ctx.now, used_at: null });
}

export async function unsubscribeDevice(ctx: Ctx, id: number): Promise<void> {
  if (!(await deleteSubscriptions(ctx.db, ownId(ctx), [id]))) throw notFound();
}

/** The devices of a person that still hold; those whose sign-in ended are forgotten, so that nobody reads over who comes after. */
export async function liveSubscriptions({ db, now }: Ctx, personId: number): Promise<Subscription[]> {
  const devices = await subscriptionsOf(db, personId);
  const live = await liveSessions(db, devices.flatMap((device) => device.session_id ?? []), now);
  const over = devices.filter((device) => device.session_id !== null && !live.has(device.session_id));
  await deleteSubscriptions(db, personId, over.map((device) => device.id));
  return devices.filter((device) => !over.includes(device));
}

export async function devicesOf(ctx: Ctx, personId: number): Promise<Device[]> {
  const devices = await liveSubscriptions(ctx, personId);
  const here = devices.length > 0 ? await sessionOf(ctx.db, ctx.viewer.sessionToken) : null;
  return devices.map(({ id, device, created_at, used_at, session_id }) => ({ id, device, created_at, used_at, here: session_id !== null && session_id === here }));
}
