import * as z from 'zod';
import { name, optional, optionalSlug } from '../fields.ts';
import { ROOM_TYPES } from './types.ts';

const VISIBILITIES = ['public', 'members', 'invited', 'secret'] as const;
const day = z
  .union([z.literal(''), z.iso.date('communities.rooms.error.day')])
  .nullish()
  .transform((text) => text || null);

/** What a room says of itself. What only rooms of another type say is left out. */
const face = {
  name,
  tagline: optional(140),
  purpose: optional(300),
  description: optional(20_000),
  visibility: z.enum(VISIBILITIES).default('members'),
  type: z.enum(ROOM_TYPES).default('interest'),
  product: optional(200),
  due_on: day,
  starts_on: day,
  ends_on: day,
  venue: optional(200),
  welcome: optional(5000),
  prompt: optional(200),
};

interface Dated {
  type: string;
  product: string | null;
  due_on: string | null;
  starts_on: string | null;
  ends_on: string | null;
  venue: string | null;
}

function ofItsType<T extends Dated>(room: T): T {
  const event = room.type === 'event';
  const group = room.type === 'working_group';
  return {
    ...room,
    product: group ? room.product : null,
    due_on: group ? room.due_on : null,
    starts_on: event ? room.starts_on : null,
    ends_on: event ? (room.ends_on ?? room.starts_on) : null,
    venue: event ? room.venue : null,
  };
}

function inOrder({ type, starts_on, ends_on }: Dated, check: z.RefinementCtx): void {
  if (type !== 'event') return;
  if (starts_on === null) check.addIssue({ code: 'custom', path: ['starts_on'], message: 'communities.rooms.error.starts_on' });
  else if (ends_on !== null && ends_on < starts_on) check.addIssue({ code: 'custom', path: ['ends_on'], message: 'communities.rooms.error.ends_on' });
}


/** A new room; without an address it gets one from its name. */
export const newRoom = z.object({ ...face, slug: optionalSlug }).superRefine(inOrder).transform(ofItsType);
export type NewRoom = z.input<typeof newRoom>;
export type RoomFace = z.output<typeof newRoom>;

export const roomSettings = newRoom;

export const stateChange = z.object({ to: z.enum(['active', 'archived']) });

export const roomMerge = z.object({ into: z.coerce.number('communities.rooms.error.into').int() });

const ids = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])).max(500, 'communities.rooms.error.too_many')])
  .nullish()
  .transform((given) => [given ?? []].flat().map(Number).filter(Number.isSafeInteger));

/** What goes into a new room: things by kind and id such as `discussions:12`, and people. */
export const roomSplit = z
  .object({
    name,
    purpose: optional(300),
    type: z.enum(['working_group', 'interest']).default('interest'),
    visibility: z.enum(VISIBILITIES).default('members'),
    content: z
      .union([z.string(), z.array(z.string()).max(500, 'communities.rooms.error.too_many')])
      .nullish()
      .transform((given) => [given ?? []].flat()),
    people: ids,
    leave: z.string().nullish().transform((given) => given === 'yes'),
  })
  .superRefine(({ content, people }, check) => {
    if (content.length + people.length === 0) check.addIssue({ code: 'custom', path: ['content'], message: 'communities.rooms.error.nothing' });
  });
export type RoomSplit = z.output<typeof roomSplit>;

export const roomRequest = z.object({
  name,
  type: z.enum(ROOM_TYPES).default('interest'),
  purpose: z.string().trim().min(1, 'communities.rooms.error.purpose').max(300, 'errors.too_long'),
  why: optional(2000),
  visibility: z.enum(['members', 'public', 'invited']).default('members'),
});
export type RoomRequest = z.output<typeof roomRequest>;

export const decision = z
  .object({ decision: z.enum(['approve', 'decline'], 'errors.malformed'), answer: optional(2000) })
  .superRefine(({ decision, answer }, check) => {
    if (decision === 'decline' && answer === null) check.addIssue({ code: 'custom', path: ['answer'], message: 'communities.rooms.error.answer' });
  });
export type Decision = z.output<typeof decision>;
