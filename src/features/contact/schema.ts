import * as z from 'zod';

const body = z
  .string()
  .max(10_000, 'contact.error.long')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(1, 'contact.error.body'));
const line = (most: number, empty: string) =>
  z
    .string()
    .trim()
    .max(most, 'errors.too_long')
    // A name or subject ends no line of a mail's head.
    .transform((text) => text.replace(/\s+/g, ' '))
    .pipe(z.string().min(1, empty));
const once = z.string().max(60).optional();

export const question = z.object({
  name: line(100, 'contact.error.name'),
  address: z.string().trim().toLowerCase().max(254, 'contact.error.address').pipe(z.email('contact.error.address')),
  subject: line(150, 'contact.error.subject'),
  body,
  once,
});
export type Question = z.output<typeof question>;

export const words = z.object({ body, once });
export type Words = z.output<typeof words>;

export const change = z.object({ do: z.enum(['take', 'leave', 'close', 'reopen', 'delete']) });
export type Change = z.output<typeof change>['do'];
