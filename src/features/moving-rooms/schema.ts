import * as z from 'zod';
import { spaceSlug } from '../communities/index.ts';

/** Where a room goes, and on what terms. What is left out is decided as carefully as can be. */
export const roomMove = z.object({
  to: z.string('moving_rooms.error.to').trim().min(1, 'moving_rooms.error.to').max(100, 'errors.too_long'),
  slug: z.union([z.literal(''), spaceSlug]).nullish().transform((text) => text || null),
  readers: z.enum(['public', 'members', 'invited', 'secret'], 'errors.malformed').nullish(),
  /** Says that those who wrote for one community agree to be read by the other. */
  agreed: z.union([z.boolean(), z.string()]).nullish().transform((given) => given === true || given === 'yes'),
  others: z.enum(['guests', 'stay'], 'errors.malformed').default('guests'),
});
export type RoomMove = z.output<typeof roomMove>;

/** The form asks besides for the name of the room, so that nobody moves one by a slip. */
export const confirmed = (name: string) =>
  z.object({ confirm: z.string('moving_rooms.error.confirm').refine((typed) => plain(typed) === plain(name), 'moving_rooms.error.confirm') });

const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();
