import * as z from 'zod';
import { TYPES } from './tables.ts';

const line = (most: number) => z.string().trim().max(most, 'errors.too_long').transform((text) => text.replace(/\s+/g, ' '));
const optionalLine = (most: number) => line(most).optional().transform((text) => text || null);

const moment = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  z.iso
    .datetime({ offset: true, error: 'news.error.date' })
    .transform((text) => Date.parse(text))
    .optional(),
).transform((at) => at ?? null);

const webAddress = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  z.url({ protocol: /^https?$/, error: 'news.error.link' }).max(2000, 'news.error.link').optional(),
).transform((address) => address ?? null);

const id = z.preprocess((value) => (value === '' || value === null ? undefined : value), z.coerce.number().int().positive().optional()).transform((value) => value ?? null);

/** A post, new or changed. Moments are ISO 8601; the form's own are put into it by `asMoments`. */
export const newsInput = z
  .object({
    type: z.enum(TYPES, 'news.error.type').default('news'),
    title: line(200).pipe(z.string().min(1, 'news.error.title')),
    summary: line(400).pipe(z.string().min(1, 'news.error.summary')),
    body: z
      .string()
      .max(50_000, 'news.error.body_long')
      .default('')
      .transform((text) => text.replace(/\r\n?/g, '\n').trim()),
    credit: optionalLine(200),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'news.error.language')
      .max(35)
      .optional(),
    tags: z.string().max(400, 'errors.too_long').default(''),
    starts_at: moment,
    ends_at: moment,
    deadline_at: moment,
    place: optionalLine(200),
    link: webAddress,
    expires_at: moment,
    publish_at: moment,
    picture_id: id,
    alt: optionalLine(500),
  })
  .refine(({ starts_at, ends_at }) => starts_at === null || ends_at === null || ends_at >= starts_at, { error: 'news.error.ends', path: ['ends_at'] })
  .refine(({ type, starts_at }) => type !== 'event' || starts_at !== null, { error: 'news.error.starts', path: ['starts_at'] })
  .refine(({ picture_id, alt }) => picture_id === null || alt !== null, { error: 'news.error.alt', path: ['alt'] });
export type NewsInput = z.output<typeof newsInput>;

/** What a member sees of news, and whether it comes by mail. */
export const choices = z.object({
  show: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.enum(TYPES))),
  mail: z.enum(['yes', 'no']).default('no'),
});
export type Choices = z.output<typeof choices>;

/** After its last day nobody needs an announcement in the lists. */
export function expiryOf({ type, expires_at, deadline_at, ends_at, starts_at }: NewsInput): number | null {
  return expires_at ?? (type === 'news' ? null : (deadline_at ?? ends_at ?? (starts_at && starts_at + 86_400_000)));
}
