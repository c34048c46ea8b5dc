import * as z from 'zod';
import { name, optional, optionalSlug, slug } from './fields.ts';

const face = {
  name,
  tagline: optional(140),
  description: optional(20_000),
  hue: z.coerce.number('communities.error.hue').int().min(0, 'communities.error.hue').max(359, 'communities.error.hue').default(155),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'communities.error.language').default('en'),
};

export const newCommunity = z.object({ ...face, slug: optionalSlug, visibility: z.enum(['public', 'members']).default('public') });
export type NewCommunity = z.input<typeof newCommunity>;

/** Settings of a community; without an address it keeps its own. */
export const spaceSettings = z.object({
  ...face,
  slug: slug.nullish(),
  visibility: z.enum(['public', 'members'], 'communities.error.visibility'),
  dormant_days: z.coerce.number('communities.rooms.error.dormant_days').int().min(7, 'communities.rooms.error.dormant_days').max(730, 'communities.rooms.error.dormant_days').default(60),
});
export type SpaceSettings = z.output<typeof spaceSettings>;

export const memberRole = z.object({ person: z.coerce.number().int(), role: z.enum(['guest', 'member', 'facilitator', 'steward']) });
