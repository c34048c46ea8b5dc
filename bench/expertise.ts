import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { indexDocuments, search, type SearchDocument } from '#platform/search/index.ts';
import { decayedLog, LATELY, STEADILY } from '../src/features/expertise/activity/decay.ts';
import { findExperts } from '../src/features/expertise/heavy.ts';
import { DAY, insert, measure, MEMBERS, now, onOwnDatabase, populate, range } from './people.ts';
import { random, text } from './seed.ts';

/**
 * How long finding helpers takes: `node bench/expertise.ts [--full] [--postgres]`. 20,000 members and 100,000
 * posts, or a million. Runs what the worker thread runs; a plain search in the same index is the measure beside it.
 */
const POSTS = process.argv.includes('--full') ? 1_000_000 : 100_000;
const A_THREAD = 20;
/** Segments as merging leaves them. */
const A_SEGMENT = POSTS / 20;

/** A few write much, most little. */
const somebody = () => Math.max(1, Math.floor(MEMBERS ** random()));

/** What is known of how members answer, and what they say of themselves. */
async function answering(db: Db): Promise<void> {
  await insert(db, 'answering', range(MEMBERS).map((id) => {
    const events = [{ at: now - random() * 90 * DAY, weight: 1 + random() * 10 }];
    return { community_id: 1, space_id: 1, person_id: id, lately: decayedLog(events, LATELY), steadily: decayedLog(events, STEADILY), posts: 20, answers: 10, firsts: 4 };
  }));
  const profiles = range(MEMBERS).map((id): SearchDocument => ({ kind: 3, id, spaceId: 1, authorId: null, createdAt: 0, title: `P ${id}`, body: text(20), language: 'en', labels: [] }));
  await indexDocuments(db, 1, profiles, []);
}

async function write(db: Db, from: number, to: number): Promise<void> {
  const documents: SearchDocument[] = [];
  const rows = { items: [] as object[], discussions: [] as object[], posts: [] as object[], writers: new Map<string, object>() };
  let asker = 0;
  for (let id = from; id < to; id += 1) {
    const number = ((id - 1) % A_THREAD) + 1;
    const discussion = id - number + 1;
    const author = somebody();
    if (number === 1) asker = author;
    const at = now - Math.floor(((POSTS - id) / POSTS) * 1000 * DAY);
    const base = { community_id: 1, author_id: author, created_at: at };
    rows.items.push({ ...base, id, space_id: 1, kind: number === 1 ? 'discussion' : 'reply', language: 'en', updated_at: at });
    rows.posts.push({ ...base, item_id: id, discussion_id: discussion, number, body: '', html: '' });
    if (number === 1) rows.discussions.push({ community_id: 1, item_id: id, space_id: 1, type: 'question', last_post_at: at, last_author_id: asker, last_item_id: id });
    rows.writers.set(`${discussion} ${author}`, { community_id: 1, discussion_id: discussion, person_id: author, post_count: 1 });
    documents.push({ kind: number === 1 ? 1 : 2, id, spaceId: 1, authorId: author, createdAt: at, title: number === 1 ? text(7) : '', body: text(60), language: 'en', labels: [] });
  }
  await insert(db, 'items', rows.items);
  await insert(db, 'discussions', rows.discussions);
  await insert(db, 'posts', rows.posts);
  await insert(db, 'discussion_people', [...rows.writers.values()]);
  await indexDocuments(db, 1, documents, []);
}

await onOwnDatabase(async ({ db, engine }) => {
  await populate(db);
  await answering(db);
  for (let id = 1; id <= POSTS; id += A_SEGMENT) await db.transaction().execute((trx) => write(trx, id, id + A_SEGMENT));
  await sql`analyze`.execute(db);
  const request = { communityId: 1, title: '', spaceIds: [1], kinds: { posts: [1, 2], person: 3 }, memberOf: [1], without: [], besides: null, limit: 10, now, weekAgo: now - 7 * DAY };
  const asking = { weekly: 2, weekAgo: now - 7 * DAY, declinedSince: now - 14 * DAY };
  console.log(`\n${engine}: ${MEMBERS.toLocaleString('en')} members, ${POSTS.toLocaleString('en')} posts`);
  await measure('a plain search for three words', () => search(db, { communityId: 1, query: text(4), spaceIds: [1], limit: 20, offset: 0, now }));
  await measure('who can help, by a few words', (n) => findExperts(db, { ...request, body: text(4 + (n % 6)), asking: null }));
  await measure('who can help, by a question of 80 words', () => findExperts(db, { ...request, body: text(80), asking: null }));
  await measure('whom to invite to a question of 80 words', () => findExperts(db, { ...request, title: text(7), body: text(80), asking }));
});
