import * as z from 'zod';
import { LEVELS, MAIL_MODES, PUSH_MODES } from './tables.ts';

const id = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What is read: one bundle, a community, or all; up to the newest line that was shown. */
export const reading = z.object({
  bundle: z.string().max(200).optional(),
  community: id.optional(),
  newest: id.optional(),
  in: z.string().max(80).optional(),
});

const orNull = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), z.enum(values, { error: 'notifications.error.choice' }).nullable());

/** What holds for a place; null is as one level above. */
export const choice = z.object({ level: orNull(LEVELS), mail: orNull(MAIL_MODES), push: orNull(PUSH_MODES) });
export type PlaceChoice = z.output<typeof choice>;

const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'notifications.error.time' })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** How mail comes: digests at that time of the day. */
export const wishes = z.object({ at: clock, near: z.stringbool().catch(false), own: z.stringbool().catch(false) }).transform(({ at, ...rest }) => ({ minute: at, ...rest }));

/** The same for programs; what they leave out stays. */
export const someWishes = z
  .object({ at: clock.optional(), near: z.boolean().optional(), own: z.boolean().optional() })
  .transform(({ at, near, own }) => ({ ...(at !== undefined && { minute: at }), ...(near !== undefined && { near }), ...(own !== undefined && { own }) }));

export const quietHours = z.object({ since: clock, until: clock }).refine(({ since, until }) => since !== until, { error: 'notifications.error.quiet', path: ['until'] });

/** A subscription as a browser gives it (Push API, `PushSubscription.toJSON`). */
export const subscription = z.object({
  endpoint: z.url({ protocol: /^https?$/, error: 'notifications.error.endpoint' }).max(2000, { error: 'notifications.error.endpoint' }),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}=*$/, { error: 'notifications.error.endpoint' }),
    auth: z.string().regex(/^[\w-]{20,30}=*$/, { error: 'notifications.error.endpoint' }),
  }),
});
