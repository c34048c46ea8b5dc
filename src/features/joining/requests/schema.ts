import * as z from 'zod';

export const reasonForm = z.object({ reason: z.string().trim().min(1, 'joining.error.reason').max(2000, 'errors.too_long') });
export const answerForm = z.object({
  do: z.enum(['approve', 'decline'], 'joining.error.answer'),
  note: z.string().trim().max(1000, 'errors.too_long').nullish().transform((text) => text || null),
  quiet: z.preprocess((value) => value === 'yes', z.boolean()),
});
export type Answer = z.output<typeof answerForm>;
