import * as z from 'zod';
import { isZone, momentIn } from './sending/zones.ts';
import { WEIGHTS } from './tables.ts';

export const LIMITS = { title: 150, introduction: 5000, text: 20_000, heading: 120, summary: 600, blocks: 60, note: 1000 } as const;
export const TEMPLATES = ['monthly', 'brief', 'letter'] as const;

const oneLine = (most: number, missing: string) =>
  z
    .string(missing)
    .trim()
    .transform((text) => text.replace(/\s+/g, ' '))
    .pipe(z.string().min(1, missing).max(most, 'errors.too_long'));
const lines = (most: number) =>
  z
    .string()
    .max(most, 'errors.too_long')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim());

const oneLineOrNone = (most: number) => z.string().transform((text) => text.replace(/\s+/g, ' ').trim()).pipe(z.string().max(most, 'errors.too_long'));

const title = oneLine(LIMITS.title, 'newsletters.error.title');
const audience = z.enum(['readers', 'members'], 'newsletters.error.audience');
const language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, 'newsletters.error.language');

export const newIssue = z.object({ template: z.enum(TEMPLATES, 'newsletters.error.template').default('letter'), title });
export type NewIssue = z.output<typeof newIssue>;

export const issueHead = z.object({
  title,
  introduction: lines(LIMITS.introduction).default(''),
  language,
  audience,
});
export type IssueHead = z.output<typeof issueHead>;

const ids = z.preprocess((value) => (value === undefined || value === '' ? [] : [value].flat()), z.array(z.string().regex(/^[a-z_]{1,30}:\d{1,15}$/, 'newsletters.error.items')).max(LIMITS.blocks, 'newsletters.error.many'));

/** Items, as `kind:id`. */
export const picking = z.object({ items: ids.refine((list) => list.length > 0, 'newsletters.error.items') });

/** What a block may hold, by its kind: a heading, Markdown, one's own summary of an item. */
export const blockText = {
  heading: oneLineOrNone(LIMITS.heading),
  text: lines(LIMITS.text),
  item: lines(LIMITS.summary),
};
export const blockWeight = z.enum(WEIGHTS);
/** What a button of the page of a draft says: `up.12`, `add.text`, `preview`. */
export const acting = z.object({
  do: z.string().regex(/^(?:save|preview|pick|(?:up|down|remove)\.\d{1,15}|add\.(?:heading|text))$/, 'newsletters.error.block').default('save'),
  version: z.coerce.number().int().nonnegative().optional(),
});

/** A whole draft at once, for programs. */
export const wholeIssue = newIssue.extend({
  introduction: lines(LIMITS.introduction).default(''),
  language: language.optional(),
  audience: audience.optional(),
  blocks: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('heading'), text: oneLine(LIMITS.heading, 'newsletters.error.block') }),
        z.object({ kind: z.literal('text'), text: lines(LIMITS.text) }),
        z.object({ kind: z.literal('item'), source: z.string().max(30), item_id: z.number().int().positive(), text: lines(LIMITS.summary).default(''), weight: z.enum(WEIGHTS).default('card') }),
      ]),
    )
    .max(LIMITS.blocks, 'newsletters.error.many')
    .optional(),
});
export type WholeIssue = z.output<typeof wholeIssue>;

export const note = z.object({ note: lines(LIMITS.note).default('') });
export const returning = z.object({ note: lines(LIMITS.note).pipe(z.string().min(1, 'newsletters.error.note')) });

const zone = z.string().refine(isZone, 'newsletters.error.zone');

/** A day and a time in a zone, as the moment they name. */
export const scheduling = z
  .object({
    date: z.string('newsletters.error.date').regex(/^\d{4}-\d{2}-\d{2}$/, 'newsletters.error.date'),
    time: z.string('newsletters.error.time').regex(/^\d{2}:\d{2}$/, 'newsletters.error.time'),
    zone,
  })
  .transform((given, context) => {
    const at = momentIn(given.date, given.time, given.zone);
    if (at === null) context.addIssue({ code: 'custom', path: ['date'], message: 'newsletters.error.date' });
    return { at: at ?? 0, zone: given.zone };
  });

/** When to send, for programs: now without a time. */
export const sendingAt = z.object({ at: z.iso.datetime({ offset: true }).optional(), zone: zone.default('UTC') });

export const newsletterSettings = z.object({
  approval: z.stringbool().default(false),
  clicks: z.stringbool().default(false),
  monthly: z.stringbool().default(false),
  zone,
});
export type NewsletterSettings = z.output<typeof newsletterSettings>;

export const subscribing = z.object({ address: z.email('newsletters.error.address').trim().toLowerCase().max(254, 'newsletters.error.address') });
export const choosing = z.object({ wanted: z.enum(['yes', 'no'], 'newsletters.error.choice') });
