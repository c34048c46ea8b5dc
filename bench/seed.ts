import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Words with the frequencies of language (Zipf): a few stand everywhere, most hardly anywhere. */
const SYLLABLES = 'ba ke mi to ru sa le no vi da po ne ra ti lo mu se ga fi ho'.split(' ');
const WORDS = Array.from({ length: 40_000 }, (_, n) => {
  let word = '';
  for (let rest = n + 20; rest > 0; rest = Math.floor(rest / 20)) word += SYLLABLES[rest % 20];
  return word;
});

let state = 42;
/** A repeatable random number between 0 and 1. */
export function random(): number {
  state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return state / 4_294_967_296;
}

export function word(): string {
  return WORDS[Math.floor(WORDS.length ** random()) - 1] ?? WORDS[0]!;
}

/** As in any language, every third word is one of a few. */
const LITTLE = 'the of and to in is that it for was on are with as at be this have from or'.split(' ');

export function text(words: number): string {
  return Array.from({ length: words }, (_, n) => (n % 3 === 1 ? LITTLE[Math.floor(random() * LITTLE.length)]! : word())).join(' ');
}

/** Fills a migrated SQLite file with discussions of 20 posts by 500 people, up to `posts` posts. */
export function seed(db: DatabaseSync, communityId: number, posts: number): void {
  const have = (db.prepare('select count(*) as n from posts').get() as { n: number }).n;
  const now = Date.now();
  db.exec('pragma synchronous = off; begin');
  const insert = (sql: string) => db.prepare(sql);
  const person = insert('insert into people (handle, name, created_at) values (?, ?, ?)');
  const item = insert('insert into items (community_id, space_id, parent_id, kind, title, slug, author_id, language, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const discussion = insert(
    'insert into discussions (community_id, item_id, space_id, type, post_count, people_count, last_post_at, last_author_id, last_item_id) values (?, ?, ?, ?, 20, 20, ?, ?, ?)',
  );
  const post = insert('insert into posts (community_id, item_id, discussion_id, number, author_id, body, html, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)');
  const author = insert('insert or ignore into discussion_people (community_id, discussion_id, person_id, post_count) values (?, ?, ?, 1)');
  if (have < 1000) for (let n = 0; n < 500; n += 1) person.run(`seed-${randomUUID().slice(0, 13)}`, `${text(1)} ${text(1)}`, now);
  const people = (db.prepare("select id from people where handle like 'seed-%'").all() as { id: number }[]).map((row) => row.id);
  const anyone = () => people[Math.floor(random() * people.length)]!;
  for (let made = have; made < posts; made += 20) {
    const at = now - Math.floor(random() * 3e10);
    const by = anyone();
    const id = Number(item.run(communityId, communityId, null, 'discussion', text(7), 'seed', by, 'en', at, at).lastInsertRowid);
    for (let number = 1; number <= 20; number += 1) {
      const writer = number === 1 ? by : anyone();
      const own = number === 1 ? id : Number(item.run(communityId, communityId, id, 'reply', null, null, writer, 'en', at, at).lastInsertRowid);
      const body = text(60);
      post.run(communityId, own, id, number, writer, body, `<p dir="auto">${body}</p>`, at + number);
      author.run(communityId, id, writer);
      if (number === 20) discussion.run(communityId, id, communityId, 'conversation', at + 20, writer, own);
    }
  }
  db.prepare('update spaces set post_count = ?, discussion_count = ? where id = ?').run(posts, Math.floor(posts / 20), communityId);
  db.exec('commit; pragma synchronous = full; pragma wal_checkpoint(truncate); analyze');
}
