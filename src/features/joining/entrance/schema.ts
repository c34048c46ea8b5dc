import * as z from 'zod';

const text = (limit: number) => z.string().trim().max(limit, 'errors.too_long').nullish().transform((value) => value || null);
const DOMAIN = /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Domains as they are typed: one a line, or with commas; `@` in front does no harm. */
const domains = z
  .string()
  .default('')
  .transform((typed) => [...new Set(typed.toLowerCase().split(/[\s,;]+/).map((domain) => domain.replace(/^@/, '')).filter(Boolean))])
  .pipe(z.array(z.string().regex(DOMAIN, 'joining.error.domain')).max(50, 'errors.too_long'));

export const entranceForm = z.object({
  joining: z.enum(['open', 'approval', 'invitation'], 'joining.error.way'),
  question: text(500),
  domains,
  welcome: text(10_000),
  contact: z.string().trim().transform((handle) => handle.replace(/^@/, '').toLowerCase()).default(''),
  introduce: z
    .string()
    .trim()
    .default('')
    .refine((path) => path === '' || /^\/(?!\/)[^\s\\]*$/.test(path), 'joining.error.path')
    .transform((path) => path || null),
});
export type EntranceForm = z.output<typeof entranceForm>;
