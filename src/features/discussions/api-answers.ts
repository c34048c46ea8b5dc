import * as z from 'zod';
import type { Place } from '../communities/index.ts';
import { draftFields, type KeptDraft } from './drafts/schema.ts';
import { linksOf } from './links.ts';
import type { Discussion, ListedPost } from './queries.ts';

/** A discussion as programs get it. */
export const discussion = z.object({
  id: z.number().int(),
  type: z.enum(['conversation', 'question']),
  title: z.string(),
  language: z.string(),
  space: z.object({ id: z.number().int(), slug: z.string(), name: z.string() }),
  tags: z.array(z.object({ slug: z.string(), name: z.string() })),
  posts: z.number().int(),
  people: z.number().int(),
  answer_id: z.number().int().nullable(),
  author_id: z.number().int().nullable(),
  created_at: z.iso.datetime(),
  last_post_at: z.iso.datetime(),
  url: z.url(),
});

/** A post as programs get it. A deleted one keeps its number and says so. */
export const post = z.object({
  id: z.number().int(),
  number: z.number().int(),
  discussion_id: z.number().int(),
  reply_to_id: z.number().int().nullable(),
  author: z.object({ id: z.number().int(), name: z.string(), handle: z.string() }).nullable(),
  /** Markdown; null in lists. */
  body: z.string().nullable(),
  html: z.string(),
  via: z.enum(['web', 'mail', 'api', 'import']),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
  deleted: z.boolean(),
  url: z.url(),
});

/** What a post was until somebody changed it. */
export const revision = z.object({
  number: z.number().int(),
  /** Of opening posts. */
  title: z.string().nullable(),
  body: z.string(),
  replaced_at: z.iso.datetime(),
  replaced_by: z.object({ name: z.string(), handle: z.string() }).nullable(),
});

/** What somebody began to write: a new discussion in a space, a reply to a discussion, or a change of a post. */
export const draft = z.object({
  key: z.string(),
  title: z.string().nullable(),
  body: z.string(),
  tags: z.string().nullable(),
  type: z.enum(['conversation', 'question']).nullable(),
  reply_to: z.number().int().nullable(),
  attachments: z.array(z.number().int()),
  updated_at: z.iso.datetime(),
});

const moment = (at: number) => new Date(at).toISOString();

export function asDiscussion(
  row: Discussion,
  place: Place,
  tags: { item_id: number; slug: string; name: string }[],
  url: (path: string) => string,
): z.input<typeof discussion> {
  const home = place.spaces.find((space) => space.id === row.space_id)!;
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    language: row.language,
    space: { id: home.id, slug: home.slug, name: home.name },
    tags: tags.filter((tag) => tag.item_id === row.id).map(({ slug, name }) => ({ slug, name })),
    posts: row.post_count,
    people: row.people_count,
    answer_id: row.answer_id,
    author_id: row.author_id,
    created_at: moment(row.created_at),
    last_post_at: moment(row.last_post_at),
    url: url(linksOf(place, home, row).self),
  };
}

export function asPost(row: ListedPost & { body: string | null }, url: (post: { id: number; number: number }) => string): z.input<typeof post> {
  const deleted = row.deleted_at !== null;
  return {
    id: row.id,
    number: row.number,
    discussion_id: row.discussion_id,
    reply_to_id: row.reply_to_id,
    author: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '', handle: row.author_handle ?? '' },
    body: deleted ? null : row.body,
    html: deleted ? '' : row.html,
    via: row.via,
    created_at: moment(row.created_at),
    edited_at: row.edited_at === null ? null : moment(row.edited_at),
    deleted,
    url: url(row),
  };
}

export function asRevision(row: { number: number; title: string | null; body: string; created_at: number; editor_name: string | null; editor_handle: string | null }): z.input<typeof revision> {
  const { number, title, body, created_at, editor_name: name, editor_handle: handle } = row;
  return { number, title, body, replaced_at: moment(created_at), replaced_by: name === null || handle === null ? null : { name, handle } };
}

export function asDraft({ key, fields, updated_at }: KeptDraft & { key: string }): z.input<typeof draft> {
  const { title = null, body = '', tags = null, type = null, reply_to = null, attachments = [] } = draftFields.safeParse(JSON.parse(fields)).data ?? {};
  return { key, title, body, tags, type, reply_to, attachments, updated_at: moment(updated_at) };
}
