import * as z from 'zod';
import { REASONS } from './tables.ts';

const note = z.string().trim().max(1000, 'errors.too_long').nullish().transform((text) => text || null);
const reason = z.enum(REASONS, 'moderation.error.reason');

export const newReport = z
  .object({ reason, note })
  .refine((form) => form.reason !== 'other' || form.note, { path: ['note'], message: 'moderation.error.say' });
export type NewReport = z.output<typeof newReport>;

/** What a moderator decides about a case. */
export const decision = z.object({ do: z.enum(['dismiss', 'hide', 'release', 'decline', 'uphold', 'undo'], 'moderation.error.decision'), reason: reason.optional().catch(undefined), note });
export type Decision = z.output<typeof decision>;

const DAYS = ['1', '7', '30', ''] as const;

/** What a moderator does about a person: for some days, or until it is lifted. */
export const measure = z.object({ do: z.enum(['held', 'slowed', 'banned'], 'moderation.error.measure'), days: z.enum(DAYS).default(''), reason, note });
export type Measure = z.output<typeof measure>;

export const lifting = z.object({ lift: z.enum(['held', 'slowed', 'banned'], 'moderation.error.measure') });

export const appeal = z.object({ text: z.string().trim().min(1, 'moderation.error.say').max(4000, 'errors.too_long') });
