import * as z from 'zod';
import { AUDIENCES, FIELD_NAMES, FIELDS, type Audience, type Field } from '../audience.ts';
import { line, personName, timeZone } from '../schema.ts';
import { isLanguage } from './languages.ts';

export const MOST_ORGANISATIONS = 8;
const MOST_PHRASES = 12;
export const SEXES = ['female', 'male', 'other'] as const;

/** A year or a month (ISO 8601). */
const when = z
  .string()
  .trim()
  .regex(/^(?:(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?)?$/, 'people.error.month')
  .nullish()
  .transform((text) => text || null);

const organisation = z
  .object({ name: z.string().trim().min(1, 'people.error.organisation').max(140, 'errors.too_long'), from: when, to: when })
  .refine(({ from, to }) => from === null || to === null || to.slice(0, from.length) >= from.slice(0, to.length), { path: ['to'], error: 'people.error.order' });

const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([A-Z]{2})?$/, 'people.error.country')
  .nullish()
  .transform((text) => text || null);

const phrases = z
  .array(z.string().trim().max(60, 'people.error.phrase_long'))
  .transform((all) => [...new Map(all.filter(Boolean).map((phrase) => [phrase.toLowerCase(), phrase.replace(/\s+/g, ' ')])).values()])
  .pipe(z.array(z.string()).max(MOST_PHRASES, 'people.error.phrases'));

const audiences = z
  .partialRecord(z.enum(FIELD_NAMES as [Field, ...Field[]]), z.enum(AUDIENCES, 'people.error.audience'))
  .transform((all) => Object.fromEntries(Object.entries(all).filter(([field, audience]) => audience !== FIELDS[field as Field])) as Partial<Record<Field, Audience>>)
  // A letter needs somebody who sends it.
  .refine(({ contact }) => contact !== 'public', { path: ['contact'], error: 'people.error.audience' });

/** A profile as its owner writes it, by form or by API. */
export const profileInput = z.object({
  name: personName,
  headline: line(140),
  organisations: z.array(organisation).max(MOST_ORGANISATIONS, 'people.error.organisations'),
  country,
  time_zone: timeZone,
  languages: z.array(z.string().refine(isLanguage, 'people.error.languages')).max(12, 'people.error.languages_many'),
  practice: line(2000),
  can_help: phrases,
  looking_for: line(1000),
  bio: line(4000),
  sex: z.enum(['', ...SEXES]).nullish().transform((sex) => sex || null),
  audiences,
});
export type ProfileInput = z.output<typeof profileInput>;
