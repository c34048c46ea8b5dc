import * as z from 'zod';

/** Words that addresses of a community or room may not take, since pages stand there. */
const TAKEN = new Set(['new', 'settings', 'join', 'leave', 'api', 'admin', 'me']);

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'communities.error.slug')
  .min(2, 'communities.error.slug')
  .max(40, 'communities.error.slug')
  .refine((value) => !TAKEN.has(value), 'communities.error.slug_taken');

const name = z.string().trim().min(1, 'communities.error.name').max(80, 'communities.error.name_long');
const optional = (limit: number) => z.string().trim().max(limit, 'errors.too_long').nullish().transform((text) => text || null);

const face = {
  name,
  tagline: optional(140),
  description: optional(20_000),
  hue: z.coerce.number('communities.error.hue').int().min(0, 'communities.error.hue').max(359, 'communities.error.hue').default(155),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'communities.error.language').default('en'),
};

export const newCommunity = z.object({ ...face, slug, visibility: z.enum(['public', 'members']).default('public') });
export type NewCommunity = z.input<typeof newCommunity>;

export const newRoom = z.object({
  name,
  slug,
  tagline: optional(140),
  description: optional(20_000),
  visibility: z.enum(['public', 'members', 'invited', 'secret']).default('members'),
});
export type NewRoom = z.output<typeof newRoom>;

export const spaceSettings = z.object({ ...face, visibility: z.enum(['public', 'members', 'invited', 'secret']) });
export type SpaceSettings = z.output<typeof spaceSettings>;

export const memberRole = z.object({ person: z.coerce.number().int(), role: z.enum(['guest', 'member', 'facilitator', 'steward']) });
