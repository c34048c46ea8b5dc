import * as z from 'zod';

export const LIMITS = { title: 200, body: 50_000, tags: 400 } as const;

const title = z
  .string()
  .trim()
  .transform((text) => text.replace(/\s+/g, ' '))
  .pipe(z.string().min(1, 'discussions.error.title').max(LIMITS.title, 'discussions.error.title_long'));

const body = z
  .string()
  .max(LIMITS.body, 'discussions.error.body_long')
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .pipe(z.string().min(1, 'discussions.error.body'));

const list = z
  .union([z.array(z.coerce.number().int().positive()), z.coerce.number().int().positive()])
  .optional()
  .transform((ids) => (ids === undefined ? [] : Array.isArray(ids) ? ids : [ids]));

const optionalId = z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().positive().optional());

/** A new discussion. The API, the form and the limits shown to people all come from here. */
export const newDiscussion = z.object({
  type: z.enum(['conversation', 'question'], 'discussions.error.type').default('conversation'),
  title,
  body,
  tags: z.string().max(LIMITS.tags, 'errors.too_long').default(''),
  attachments: list,
});
export type NewDiscussion = z.output<typeof newDiscussion>;

export const newReply = z.object({ body, reply_to: optionalId, attachments: list });
export type NewReply = z.output<typeof newReply>;

export const editedPost = z.object({
  title: title.optional(),
  body,
  tags: z.string().max(LIMITS.tags, 'errors.too_long').optional(),
  type: z.enum(['conversation', 'question']).optional(),
  attachments: list,
  /** Why somebody else's post is changed. */
  reason: z.string().trim().max(500, 'errors.too_long').optional(),
});
export type EditedPost = z.output<typeof editedPost>;

/** A text to be shown as it would look; an empty one looks empty. */
export const previewed = z.object({ body: z.string().max(LIMITS.body, 'discussions.error.body_long').default('') });

/** How far somebody has read: the number of a post. */
export const readUpTo = z.object({ number: z.coerce.number().int().min(1) });
export const reaction = z.object({ kind: z.enum(['thanks', 'same', 'used'], 'discussions.error.reaction') });
export const following = z.object({ level: z.enum(['follow', 'mute', 'none']) });
export const removal = z.object({ reason: z.string().trim().max(500, 'errors.too_long').optional() });
export const moving = z.object({ space: z.coerce.number('discussions.error.space').int().positive('discussions.error.space') });
export const splitting = z.object({ title, posts: list.refine((ids) => ids.length > 0, 'discussions.error.split_none') });
export const merging = z.object({
  into: z
    .string('discussions.error.merge_into')
    .trim()
    .transform((text) => Number(/(?:^|\/)(\d+)(?:-[^/]*)?\/?$/.exec(text.replace(/[?#].*/s, ''))?.[1] ?? Number.NaN))
    .pipe(z.number('discussions.error.merge_into').int().positive('discussions.error.merge_into')),
});
