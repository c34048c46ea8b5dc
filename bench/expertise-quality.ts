import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database, type Db } from '#platform/db/index.ts';
import { indexDocuments, mergeSegments, similar, type SearchDocument } from '#platform/search/index.ts';
import { plainText } from '#platform/text/excerpt.ts';
import { renderMailText } from '#platform/text/mail-text.ts';
import { countAnswers } from '../src/features/expertise/activity/count.ts';
import { WEIGHTS, type Weights } from '../src/features/expertise/ranking/weights.ts';
import { findExperts } from '../src/features/expertise/heavy.ts';
import { Staging } from '../src/features/import-export/mbox/queries.ts';
import { readIntoStaging } from '../src/features/import-export/mbox/read.ts';
import { Report } from '../src/features/import-export/report.ts';

/**
 * Who answers? `node bench/expertise-quality.ts ARCHIVE… [--writers=50] [name=value,…]`: reads mail archives (mbox, .gz), and for the
 * first message of every thread in their later part ranks people as production does, knowing only what was
 * written before. Prints how often somebody who in fact answered is among the first five (R@5), the mean
 * reciprocal rank, and the same for two plain lists. Each `name=value` is tried as another weight.
 */
const LATER_FROM = 0.25;
const WINDOWS = 3;
const COMMUNITY = 1;
const DISCUSSION = 1;
const REPLY = 2;

interface Post {
  id: number;
  discussion: number;
  number: number;
  author: number;
  at: number;
  title: string;
  text: string;
}

interface Ranked {
  name: string;
  hits: number[];
  reciprocal: number[];
  asked: number[];
}

const folder = mkdtempSync(join(tmpdir(), 'copse-expertise-'));

async function readPosts(database: Database, paths: string[]): Promise<Post[]> {
  const staging = new Staging(join(folder, 'staging.sqlite'));
  const reading = { ctx: { db: database.db, now: Date.now() }, communityId: COMMUNITY, staging, report: new Report(), progress() {} };
  await readIntoStaging(reading as unknown as Parameters<typeof readIntoStaging>[0], paths);
  const authors = new Map<string, number>();
  const posts: Post[] = [];
  for (const thread of staging.unwritten(Number.MAX_SAFE_INTEGER)) {
    const messages = staging.messagesOf(thread.id);
    messages.forEach((message, index) => {
      const flowed = message.flowed === null ? null : { delSp: message.flowed === 2 };
      const { html } = renderMailText(message.text, { labels: { quote: '', signature: '' }, flowed });
      if (!authors.has(message.author_key)) authors.set(message.author_key, authors.size + 1);
      const author = authors.get(message.author_key)!;
      posts.push({ id: 0, discussion: thread.id, number: index + 1, author, at: message.at, title: messages[0]!.title, text: plainText(html) });
    });
  }
  staging.close();
  const few = amongFew(posts, WRITERS);
  few.sort((a, b) => a.at - b.at || a.discussion - b.discussion || a.number - b.number);
  return few.map((post, index) => ({ ...post, id: index + 1 }));
}

/** The same archive as a small community has it: only what those wrote who write most, as if nobody else had been there. */
function amongFew(posts: Post[], most: number): Post[] {
  const counts = [...Map.groupBy(posts, (post) => post.author)].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  const kept = new Set(counts.slice(0, most).map(([author]) => author));
  const numbers = new Map<number, number>();
  return posts.flatMap((post) => {
    if (!kept.has(post.author)) return [];
    const number = (numbers.get(post.discussion) ?? 0) + 1;
    numbers.set(post.discussion, number);
    return [{ ...post, number }];
  });
}

/** A community that grows as the archive did. */
function growing(database: Database) {
  const sqlite = database.sqlite!;
  sqlite.exec(`pragma foreign_keys = off; pragma synchronous = off;
    insert into spaces (id, community_id, kind, slug, name, visibility, created_at, active_at) values (1, 1, 'community', 'archive', 'Archive', 'public', 0, 0)`);
  const person = sqlite.prepare('insert or ignore into people (id, handle, name, created_at) values (?, ?, ?, 0)');
  const item = sqlite.prepare("insert into items (id, community_id, space_id, kind, author_id, language, created_at, updated_at) values (?, 1, 1, 'reply', ?, 'en', ?, ?)");
  const discussion = sqlite.prepare("insert or ignore into discussions (community_id, item_id, space_id, type, last_post_at, last_item_id) values (1, ?, 1, 'conversation', 0, 0)");
  const row = sqlite.prepare("insert into posts (community_id, item_id, discussion_id, number, author_id, body, html, created_at) values (1, ?, ?, ?, ?, '', '', ?)");
  const writer = sqlite.prepare('insert into discussion_people values (1, ?, ?, 1) on conflict do update set post_count = post_count + 1');
  // Items and discussions share their numbers; those of discussions whose first message came late stand apart.
  const opening = new Map<number, number>();
  const waiting: SearchDocument[] = [];
  const changed = new Set<number>();
  return {
    add(post: Post) {
      const first = opening.get(post.discussion) ?? post.id;
      opening.set(post.discussion, first);
      person.run(post.author, `p${post.author}`, `p${post.author}`);
      item.run(post.id, post.author, post.at, post.at);
      discussion.run(first);
      row.run(post.id, first, post.number, post.author, post.at);
      writer.run(first, post.author);
      const kind = post.number === 1 ? DISCUSSION : REPLY;
      const { author: authorId, at: createdAt, text: body } = post;
      waiting.push({ kind, id: post.id, spaceId: 1, authorId, createdAt, title: kind === DISCUSSION ? post.title : '', body, language: 'en', labels: [] });
      changed.add(post.author);
    },
    async settle() {
      const transact = <T>(work: (db: Db) => Promise<T>) => database.db.transaction().execute(work);
      await transact((db) => indexDocuments(db, COMMUNITY, waiting.splice(0), []));
      while (await mergeSegments(database.db, transact, COMMUNITY));
      for (const author of changed) await countAnswers(database.db, COMMUNITY, author);
      changed.clear();
    },
  };
}

type Ranker = (question: Post, before: Post[]) => Promise<number[]>;

function rankers(database: Database, variants: Partial<Weights>[]): Map<string, Ranker> {
  const recent: Ranker = async (question, before) => {
    const last = before.toReversed().map((post) => post.author);
    return [...new Set(last)].filter((author) => author !== question.author);
  };
  const voting: Ranker = async ({ title, text: body, author }) => {
    const { found } = await similar(database.db, { communityId: COMMUNITY, title, body, wanted: [{ spaceIds: [1], kinds: [DISCUSSION, REPLY], limit: 100 }] });
    const votes = new Map<number, number>();
    for (const { authorId, score } of found[0]!) if (authorId !== author) votes.set(authorId, (votes.get(authorId) ?? 0) + score);
    return [...votes].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  };
  const ours = (weights: Partial<Weights>): Ranker => async ({ title, text: body, author, at }) => {
    const request = { communityId: COMMUNITY, title, body, spaceIds: [1], kinds: { posts: [DISCUSSION, REPLY], person: 3 }, memberOf: [1], asking: null, without: [author], besides: null, limit: 20, now: at, weekAgo: 0 };
    return (await findExperts(database.db, { ...request, weights: { ...WEIGHTS, ...weights } })).experts.map((expert) => expert.personId);
  };
  const tried = variants.map((weights) => [`Copse ${JSON.stringify(weights)}`, ours(weights)] as const);
  return new Map([['most recently active', recent], ['BM25 voting', voting], ['Copse', ours({})], ...tried]);
}

async function evaluate(paths: string[], variants: Partial<Weights>[]): Promise<void> {
  const database = openDatabase({ file: join(folder, 'copse.sqlite') });
  await migrate(database);
  const posts = await readPosts(database, paths);
  const grown = growing(database);
  const discussions = Map.groupBy(posts, (post) => post.discussion);
  const from = Math.floor(posts.length * LATER_FROM);
  const tried = rankers(database, variants);
  const zero = () => Array.from({ length: WINDOWS }, () => 0);
  const results: Ranked[] = [...tried.keys()].map((name) => ({ name, hits: zero(), reciprocal: zero(), asked: zero() }));
  const taken: number[] = [];
  for (const [index, post] of posts.entries()) {
    const answered = new Set(discussions.get(post.discussion)!.filter((other) => other.author !== post.author).map((other) => other.author));
    if (index >= from && post.number === 1 && answered.size > 0) {
      await grown.settle();
      const window = Math.min(WINDOWS - 1, Math.floor(((index - from) / (posts.length - from)) * WINDOWS));
      for (const result of results) {
        const began = performance.now();
        const place = (await tried.get(result.name)!(post, posts.slice(0, index))).findIndex((id) => answered.has(id));
        if (result.name === 'Copse') taken.push(performance.now() - began);
        result.asked[window]! += 1;
        if (place >= 0 && place < 5) result.hits[window]! += 1;
        if (place >= 0) result.reciprocal[window]! += 1 / (place + 1);
      }
    }
    grown.add(post);
  }
  await database.close();
  report(posts.length, results, taken);
}

function report(posts: number, results: Ranked[], taken: number[]): void {
  const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);
  const percentile = taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? 0;
  console.log(`${posts} messages, ${sum(results[0]!.asked)} questions that somebody answered; a ranking takes ${percentile.toFixed(0)} ms (p95)\n`);
  console.log(`${'R@5'.padEnd(7)}${'MRR'.padEnd(7)}${'R@5 by window'.padEnd(22)}ranking`);
  for (const { name, hits, reciprocal, asked } of results) {
    const windows = hits.map((n, window) => (n / Math.max(1, asked[window]!)).toFixed(3)).join('  ');
    console.log(`${(sum(hits) / sum(asked)).toFixed(3).padEnd(7)}${(sum(reciprocal) / sum(asked)).toFixed(3).padEnd(7)}${windows.padEnd(22)}${name}`);
  }
}

/** `--writers=50`: only the fifty who write most. */
const WRITERS = Number(process.argv.find((argument) => argument.startsWith('--writers='))?.split('=')[1] ?? Infinity);
const sweeps = process.argv.slice(2).filter((argument) => argument.includes('=') && !argument.includes('/') && !argument.startsWith('--'));
const paths = process.argv.slice(2).filter((argument) => !sweeps.includes(argument) && !argument.startsWith('--'));
const variants = sweeps.map((argument) => Object.fromEntries(argument.split(',').map((pair) => [pair.split('=')[0]!, Number(pair.split('=')[1])])));
try {
  if (paths.length === 0) console.log('node bench/expertise-quality.ts ARCHIVE… [weight=value,…]: no archive given, nothing measured');
  else await evaluate(paths, variants as Partial<Weights>[]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
