import * as z from 'zod';

/** What to do with a piece of work: leave it for some days, be done with it, or take it up again. */
export const settling = z.object({
  key: z.string().min(1).max(300),
  do: z.enum(['later', 'done', 'again']),
  days: z.coerce.number().int().min(1).max(90).default(7),
});
export type Settling = z.output<typeof settling>;

export const letters = z.object({ letters: z.enum(['yes', 'no']) });
