import * as z from 'zod';

/** Words that addresses of a community or room may not take, since pages stand there. */
const TAKEN = new Set(['new', 'settings', 'join', 'leave', 'api', 'admin', 'me', 'requests']);

export const LONGEST_SLUG = 40;

export const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'communities.error.slug')
  .min(2, 'communities.error.slug')
  .max(LONGEST_SLUG, 'communities.error.slug')
  .refine((value) => !TAKEN.has(value), 'communities.error.slug_taken');

/** Left empty, an address is made from the name. */
export const optionalSlug = z.union([z.literal(''), slug]).nullish().transform((text) => text || null);

export const name = z.string().trim().min(1, 'communities.error.name').max(80, 'communities.error.name_long');

export const optional = (limit: number) => z.string().trim().max(limit, 'errors.too_long').nullish().transform((text) => text || null);
