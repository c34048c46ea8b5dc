import * as z from 'zod';
import { address } from '../../people/index.ts';

const MOST_ADDRESSES = 50;
const note = z.string().trim().max(500, 'errors.too_long').nullish().transform((text) => text || null);
const role = z.enum(['guest', 'member', 'facilitator'], 'joining.error.role').default('member');

/** A link that others may pass on. */
export const linkForm = z.object({ role, note, days: z.enum(['1', '7', '30', '90']).default('30'), uses: z.enum(['1', '10', '100', '']).default('10') });

/** Letters to addresses: one a line, or with commas; names around them do no harm. */
export const lettersForm = z.object({
  role,
  note,
  addresses: z
    .string('joining.error.addresses')
    .transform((typed) => [...new Set(typed.split(/[\n,;]+/).map((line) => (/<([^<>]+)>/.exec(line)?.[1] ?? line).trim().toLowerCase()).filter(Boolean))])
    .pipe(z.array(z.string()).min(1, 'joining.error.addresses').max(MOST_ADDRESSES, 'joining.error.too_many'))
    .superRefine((all, issues) => {
      const wrong = all.filter((one) => !address.safeParse(one).success);
      if (wrong.length > 0) issues.addIssue({ code: 'custom', message: 'joining.error.wrong_address' });
    }),
});
export type LinkForm = z.output<typeof linkForm>;
export type LettersForm = z.output<typeof lettersForm>;
