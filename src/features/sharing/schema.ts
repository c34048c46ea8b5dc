import * as z from 'zod';

export const MOST = { people: 20, outside: 5 } as const;

const words = (text: string) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))];

/** To whom: named members and addresses, those who facilitate, those who hold a named role, or all members of a space by its number. */
export const sending = z.object({
  audience: z.union([z.enum(['people', 'facilitators']), z.templateLiteral(['role.', z.number().int().positive()]), z.coerce.number('sharing.error.audience').int().positive()]).default('people'),
  people: z
    .string()
    .max(2000, 'errors.too_long')
    .default('')
    .transform((text) => words(text).map((word) => word.replace(/^@/, '').toLowerCase()))
    .pipe(z.array(z.string()).max(MOST.people, 'sharing.error.people_many')),
  outside: z
    .string()
    .max(2000, 'errors.too_long')
    .default('')
    .transform((text) => words(text).map((word) => word.toLowerCase()))
    .pipe(z.array(z.email('sharing.error.address')).max(MOST.outside, 'sharing.error.outside_many')),
  note: z.string().trim().max(1000, 'errors.too_long').default(''),
});
export type Sending = z.output<typeof sending>;
