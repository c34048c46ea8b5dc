import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { transaction, type Ctx } from '#platform/context.ts';
import { sanitise } from '#platform/text/sanitise.ts';
import { textOfHtmlMail } from '#platform/text/html-mail.ts';
import { slug } from '#platform/text/excerpt.ts';
import { createRoom, spacesOfCommunity, type SpaceFor, type Space } from '../../communities/index.ts';
import { addArchived } from '../../discussions/index.ts';
import { authorOf } from '../authors.ts';
import { ImportProblem } from '../problem.ts';
import { bars } from '../progress.ts';
import { knownMessageIds, noteMessageIds } from '../queries.ts';
import { Report } from '../report.ts';

/** A post that people wrote, not a note of the system (Discourse's `post_type`). */
const WRITTEN = 1;
const post = z.object({
  post_number: z.number().int(),
  post_type: z.number().default(WRITTEN),
  username: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  created_at: z.string(),
  cooked: z.string(),
  raw: z.string().nullish(),
  reply_to_post_number: z.number().nullish(),
  accepted_answer: z.boolean().nullish(),
  deleted_at: z.string().nullish(),
  hidden: z.boolean().nullish(),
});
const topic = z.object({
  id: z.number().int(),
  title: z.string().min(1),
  category_id: z.number().nullish(),
  tags: z.array(z.union([z.string(), z.object({ name: z.string() })])).nullish(),
  archetype: z.string().nullish(),
  visible: z.boolean().nullish(),
  post_stream: z.object({ posts: z.array(post) }),
});
const categories = z.object({
  category_list: z.object({ categories: z.array(z.object({ id: z.number(), name: z.string(), slug: z.string() })) }),
});

type Topic = z.output<typeof topic>;

/**
 * Imports a Discourse export: topics as its API gives them, one JSON file each, and `categories.json`
 * where there is one; its categories become rooms. A second run adds only what is new.
 */
export async function importDiscourse(ctx: Ctx, community: Space, path: string, { quiet = false } = {}): Promise<Report> {
  const report = new Report();
  const files = jsonFiles(path);
  const rooms = await roomsOf(ctx, community, files);
  const progress = bars(quiet);
  const count = progress.counting('Importing', files.length, 'files');
  for (const file of files) {
    const read = topic.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!read.success) report.skip('not a topic');
    else if (read.data.archetype === 'private_message' || read.data.visible === false) report.skip('private or unlisted topics');
    else await transaction(ctx, (ctx) => importTopic(ctx, rooms.get(read.data.category_id ?? -1) ?? community, read.data, report));
    count(1);
  }
  progress.stop();
  return report;
}

function jsonFiles(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [path];
    const found = readdirSync(path).filter((name) => name.endsWith('.json')).sort();
    if (found.length > 0) return found.map((name) => join(path, name));
  } catch (cause) {
    throw new ImportProblem(`${path}: there is no file or folder of that name.`, { cause });
  }
  throw new ImportProblem(`${path}: there is no JSON file in this folder.`);
}

/** The room of each category, made where it is missing. */
async function roomsOf(ctx: Ctx, community: Space, files: string[]): Promise<Map<number, Space>> {
  const rooms = new Map<number, Space>();
  for (const file of files) {
    const read = categories.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!read.success) continue;
    const spaces = await spacesOfCommunity(ctx.db, community.community_id);
    for (const { id, name, slug: given } of read.data.category_list.categories) {
      const address = slug(given || name, 40).replace(/[^a-z0-9-]/g, '') || `category-${id}`;
      const there = spaces.find((space) => space.parent_id !== null && space.slug === address);
      const room = { name: name.slice(0, 80), slug: address, tagline: null, description: null, visibility: 'public' as const };
      rooms.set(id, there ?? (await createRoom(ctx, community as SpaceFor<'rooms.open'>, room)));
    }
  }
  return rooms;
}

async function importTopic(ctx: Ctx, space: Space, { id, title, tags, post_stream }: Topic, report: Report): Promise<void> {
  const key = (number: number) => `topic/${id}/${number}@discourse`;
  report.read += post_stream.posts.length;
  const readable = post_stream.posts.filter((p) => p.post_type === WRITTEN && !p.deleted_at && !p.hidden);
  const known = await knownMessageIds(ctx.db, space.community_id, post_stream.posts.map((p) => key(p.post_number)));
  const fresh = readable.filter((p) => !known.some((k) => k.message_id === key(p.post_number)));
  for (let n = fresh.length; n < readable.length; n += 1) report.skip('already here');
  for (let n = readable.length; n < post_stream.posts.length; n += 1) report.skip('deleted, hidden or written by the system');
  if (fresh.length === 0) return;
  const posts = [];
  for (const p of fresh) {
    const at = Date.parse(p.created_at) || ctx.now;
    const author = { key: `discourse|${p.username}`, name: p.name || p.username, address: p.email ?? null, at };
    const authorId = await authorOf(ctx, space.community_id, author, report);
    const parent = fresh.findIndex((other) => other.post_number === p.reply_to_post_number);
    const replyTo = parent >= 0 ? { index: parent } : null;
    posts.push({ authorId, at, body: p.raw ?? textOfHtmlMail(p.cooked), html: sanitise(p.cooked), format: 'html' as const, via: 'import' as const, replyTo });
  }
  const answer = fresh.findIndex((p) => p.accepted_answer === true);
  const before = known.find((k) => k.discussion_id !== null)?.discussion_id ?? null;
  const head = {
    id: before,
    title: title.slice(0, 200),
    type: answer >= 0 ? ('question' as const) : ('conversation' as const),
    language: space.language,
    tags: (tags ?? []).map((tag) => (typeof tag === 'string' ? tag : tag.name)),
    answer: answer >= 0 ? answer : null,
  };
  const { discussionId, itemIds } = await addArchived(ctx, space, head, posts);
  const rows = fresh.map((p, index) => ({ message_id: key(p.post_number), item_id: itemIds[index]! }));
  await noteMessageIds(ctx.db, rows.map((row) => ({ ...row, community_id: space.community_id, discussion_id: discussionId })));
  report.imported += fresh.length;
  report.discussions += before === null ? 1 : 0;
}
