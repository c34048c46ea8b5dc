import * as z from 'zod';
import { REPLIES } from './ways.ts';

const LONGEST_PREFIX = 30;

// Brackets would end the mark, control characters the header (RFC 5322 §2.2).
const bare = (text: string) => text.replace(/[[\]\p{C}\s]+/gu, ' ').trim();

/** How mail of a space is written. '' is as above it; for `prefix`, what to do with `prefix_text`. */
export const mailChoice = z
  .object({
    replies: z.enum(['', ...REPLIES], 'communities.mail.error.replies').nullish().transform((value) => value || null),
    prefix: z.enum(['', 'none', 'own'], 'communities.mail.error.prefix').default(''),
    prefix_text: z.string().max(200, 'errors.too_long').nullish().transform((text) => bare(text ?? '')).pipe(z.string().max(LONGEST_PREFIX, 'communities.mail.error.prefix_long')),
  })
  .refine(({ prefix, prefix_text }) => prefix !== 'own' || /[\p{L}\p{N}]/u.test(prefix_text), { path: ['prefix_text'], message: 'communities.mail.error.prefix_empty' });
export type MailChoice = z.output<typeof mailChoice>;
