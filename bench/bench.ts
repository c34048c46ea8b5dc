import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import autocannon from 'autocannon';
import { makeSignature } from 'better-auth/crypto';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { hashToken } from '../src/features/people/tokens/actions.ts';
import { indexDocuments, mergeSegments, search } from '#platform/search/index.ts';
import { report, type Row } from './report.ts';
import { random, seed, text, word } from './seed.ts';

/** Pages alone, at the first size. */
const PAGES = process.argv.includes('--pages');
const FULL = process.argv.includes('--full');
const SECONDS = 4;
const PORT = Number(process.env.PORT ?? 3977);
const FLOOR_PORT = PORT + 1;
const TOKEN = `copse_${'b'.repeat(43)}`;
const SECRET = 'bench'.repeat(8);
const SESSION = 's'.repeat(32);
/** Whose requests take turns. */
const MEMBERS = Array.from({ length: 50 }, (_, n) => `copse_${String(n).padStart(43, 'm')}`);
/** With `--folder DIR` what was seeded stays there, and another run goes on from it. */
const kept = process.argv.includes('--folder') ? process.argv[process.argv.indexOf('--folder') + 1]! : null;
if (kept) mkdirSync(kept, { recursive: true });
const folder = kept ?? mkdtempSync(join(tmpdir(), 'copse-bench-'));
const file = join(folder, 'copse.sqlite');
const rows: Row[] = [];
const note = (what: string, measured: string, floor: string, ratio: string) => {
  rows.push([what, measured, floor, ratio]);
  console.log(`${what.padEnd(46)} ${measured.padStart(22)} ${floor.padStart(22)} ${ratio.padStart(8)}`);
};

async function prepare(): Promise<void> {
  const database = openDatabase({ file });
  await migrate(database);
  const now = Date.now();
  const sqlite = database.sqlite!;
  if (sqlite.prepare('select 1 from spaces').get()) return database.close();
  sqlite.exec(`insert into spaces (community_id, kind, slug, name, visibility, created_at, active_at) values (1, 'community', 'bench', 'Bench', 'public', ${now}, ${now});
    insert into people (handle, name, created_at) values ('bench', 'Bench Mark', ${now});
    insert into memberships (community_id, space_id, person_id, role, joined_at) values (1, 1, 1, 'facilitator', ${now});
    insert into host_roles values (1, 'admin', ${now});`);
  const token = sqlite.prepare('insert into api_tokens (person_id, name, hash, scope, created_at) values (?, ?, ?, ?, ?)');
  token.run(1, 'bench', hashToken(TOKEN), 'write', now);
  const person = sqlite.prepare('insert into people (handle, name, created_at) values (?, ?, ?)');
  const member = sqlite.prepare(`insert into memberships (community_id, space_id, person_id, role, joined_at) values (1, 1, ?, 'member', ${now})`);
  for (const [n, own] of MEMBERS.entries()) {
    const id = Number(person.run(`member-${n}`, `Member ${n}`, now).lastInsertRowid);
    member.run(id);
    token.run(id, 'bench', hashToken(own), 'read', now);
  }
  const [today, later] = [new Date(now).toISOString(), new Date(now + 86_400_000 * 30).toISOString()];
  sqlite.prepare('insert into auth_users (id, name, email, email_verified, created_at, updated_at) values (?, ?, ?, 1, ?, ?)').run('bench', 'Bench Mark', 'bench@example.org', today, today);
  sqlite.prepare('insert into auth_sessions (id, token, user_id, expires_at, created_at, updated_at) values (?, ?, ?, ?, ?, ?)').run('bench', SESSION, 'bench', later, today, today);
  sqlite.exec(`update people set account_id = 'bench' where id = 1`);
  await database.close();
}

async function start(command: string[], port: number, environment: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, command, { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/healthz`).then(() => true, () => false)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers on ${port}`);
}

const serve = () => start(['dist/server/cli.js'], PORT, { DATA_DIR: folder, PORT: String(PORT), LOG_LEVEL: 'error', RATE_LIMIT: '0', SECRET });

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

interface Load {
  rate: number;
  p50: number;
  p99: number;
  failed: number;
}

async function load(port: number, paths: string[], options: { headers?: Record<string, string>; each?: Record<string, string>[]; method?: 'GET' | 'POST'; bodies?: string[]; connections?: number; warm?: number } = {}): Promise<Load> {
  const { headers = {}, each, method = 'GET', bodies, connections = 8, warm = 1 } = options;
  const requests = paths.map((path, index) => ({ path, method, headers: each?.[index % each.length] ?? headers, ...(bodies && { body: bodies[index % bodies.length]! }) }));
  const run = (duration: number) => autocannon({ url: `http://127.0.0.1:${port}`, connections, duration, requests });
  await run(warm);
  const result = await run(SECONDS);
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failed: result.non2xx + result.errors };
}

/** The body of an answer as it travels, compressed or not. */
async function bytesOf(url: string, headers: Record<string, string>): Promise<Buffer> {
  const [answer] = (await once(get(url, { headers }), 'response')) as [IncomingMessage];
  return Buffer.concat(await answer.toArray());
}

function threads(count: number): string[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = db.prepare('select item_id as id, title, slug from discussions d join items i on i.id = d.item_id order by item_id').all() as { id: number; slug: string }[];
  db.close();
  return Array.from({ length: count }, () => found[Math.floor(random() * found.length)]!).map(({ id, slug }) => `/c/bench/discussions/${id}-${slug}`);
}

const signedIn = { authorization: `Bearer ${TOKEN}` };
const percent = (a: number, b: number) => `${Math.round((100 * a) / b)} %`;
const times = (a: number, b: number) => `${(a / b).toFixed(1)} x`;

async function pages(): Promise<void> {
  const paths = threads(20);
  const cookie = { cookie: `copse.session_token=${encodeURIComponent(`${SESSION}.${await makeSignature(SESSION, SECRET)}`)}` };
  const kinds: [string, Record<string, string>, Record<string, string>[]?][] = [
    ['20-post page, anonymous', {}],
    ['20-post page, anonymous, brotli', { 'accept-encoding': 'br' }],
    ['20-post page, signed in', signedIn],
    ['20-post page, signed in by cookie', cookie],
    ['20-post page, signed in, brotli', { ...signedIn, 'accept-encoding': 'br' }],
    ['20-post page, 50 members in turn', { authorization: `Bearer ${MEMBERS[0]}` }, MEMBERS.map((own) => ({ authorization: `Bearer ${own}` }))],
  ];
  for (const [name, headers, each] of kinds) {
    const own = (path: string) => bytesOf(`http://127.0.0.1:${PORT}${path}`, headers);
    // What is kept compressed is so a moment after it was first asked for.
    for (const path of paths) await own(path);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const same = join(folder, 'pages.json');
    writeFileSync(same, JSON.stringify(Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await own(path)).toString('base64')])))));
    const floor = await start(['bench/bare.js', same, String(FLOOR_PORT)], FLOOR_PORT);
    const bare = await load(FLOOR_PORT, paths, { headers });
    await stop(floor);
    // Every member sees every page: 49 of 50 are others than whoever saw it last.
    const served = await load(PORT, each ? each.flatMap((_, n) => paths.map((__, at) => paths[(at + n) % paths.length]!)) : paths, { headers, ...(each && { each }) });
    if (served.failed > 0) throw new Error(`${served.failed} pages were refused`);
    note(name, `${served.rate.toFixed(0)} pages/s`, `${bare.rate.toFixed(0)} bare node:http`, percent(served.rate, bare.rate));
  }
}

function seedTo(size: number): void {
  const db = new DatabaseSync(file);
  seed(db, 1, size);
  db.close();
}

/** With `--posting`: only how many posts can be written. */
async function onlyPosting(): Promise<void> {
  seedTo(10_000);
  const server = await serve();
  await posting();
  await stop(server);
}

async function growth(sizes: number[]): Promise<void> {
  let first: Load | null = null;
  for (const size of sizes) {
    seedTo(size);
    const server = await serve();
    if (size === 100_000) {
      await fetch(`http://127.0.0.1:${PORT}${threads(1)[0]}`);
      await new Promise((resolve) => setTimeout(resolve, 3000));
      note('resident memory, idle, 100,000 posts', `${(memoryOf(server) / 1e6).toFixed(0)} MB`, 'at most 200 MB', '');
    }
    const all = await load(PORT, threads(200), { headers: signedIn, connections: 4 });
    note(`20-post page at ${size.toLocaleString('en')} posts, p50 / p99`, `${all.p50} / ${all.p99} ms`, first ? `${first.p99} ms at ${sizes[0]!.toLocaleString('en')}` : '', first ? times(all.p99 || 1, first.p99 || 1) : '');
    first ??= all;
    if (size === sizes[0]) {
      await pages();
      if (!PAGES) await posting();
    }
    await stop(server);
  }
}

function memoryOf(child: ChildProcess): number {
  const pages = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? '0';
  return Number(pages) * 1024;
}

/** Posts by HTTP, each acknowledged when it is on the disk, against the very same rows inserted barely and as durably. */
async function posting(): Promise<void> {
  const bodies = Array.from({ length: 50 }, () => JSON.stringify({ body: text(60) }));
  const db = new DatabaseSync(file, { readOnly: true });
  const count = () => (db.prepare('select count(*) as n from posts').get() as { n: number }).n;
  const ids = (db.prepare('select item_id as id from discussions limit 50').all() as { id: number }[]).map((row) => row.id);
  const bare = join(folder, 'bare.sqlite');
  rmSync(bare, { force: true });
  await backup(db, bare);
  const before = count();
  const own = await load(PORT, ids.map((id) => `/api/v1/communities/bench/discussions/${id}/posts`), {
    method: 'POST',
    headers: { ...signedIn, 'content-type': 'application/json' },
    bodies,
    warm: 4,
  });
  if (own.failed > 0) throw new Error(`${own.failed} posts were refused`);
  const written = count() - before;
  const ended = performance.now();
  const due = db.prepare('select (select count(*) from jobs where run_at <= ?) + (select count(*) from search_pending) as n');
  while ((due.get(Date.now()) as { n: number }).n > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const later = (performance.now() - ended) / 1000;
  db.close();
  const floor = bareInserts(bare);
  note('posts written, durable', `${own.rate.toFixed(0)} posts/s`, `${floor.toFixed(0)} bare inserts/s`, percent(own.rate, floor));
  note(`their jobs, of ${written.toLocaleString('en')} posts`, `done ${later.toFixed(1)} s later`, '', '');
}

/** What a reply writes, by statements prepared once, one transaction each. */
function bareInserts(at: string): number {
  const db = new DatabaseSync(at);
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -32000');
  const job = 'insert into jobs (kind, payload, priority, unique_key, run_at, created_at) values (?, ?, 5, ?, ?, ?) on conflict (unique_key) do nothing';
  const prepared = [
    'insert into items (community_id, space_id, parent_id, kind, author_id, language, created_at, updated_at) values (1, 1, ?, ?, 1, ?, ?, ?)',
    'update discussions set post_count = post_count + 1, last_post_at = ?, last_author_id = 1, last_item_id = ? where community_id = 1 and item_id = ? returning post_count',
    'insert into posts (community_id, item_id, discussion_id, number, author_id, body, html, via, created_at) values (1, ?, ?, ?, 1, ?, ?, ?, ?)',
    'insert into discussion_people (community_id, discussion_id, person_id, post_count) values (1, ?, 1, 1) on conflict do update set post_count = post_count + 1',
    "insert into follows (community_id, item_id, person_id, level, created_at) values (1, ?, 1, 'follow', ?) on conflict do nothing",
    'insert into read_marks (community_id, person_id, discussion_id, number, at) values (1, 1, ?, ?, ?) on conflict do update set number = excluded.number, at = excluded.at',
    'update spaces set post_count = post_count + 1, active_at = ? where community_id = 1 and id = 1',
    'insert into events (community_id, name, payload, actor_id, created_at) values (1, ?, ?, 1, ?)',
    'insert into search_pending (community_id, kind, id, noted_at) values (1, 2, ?, ?) on conflict do update set noted_at = excluded.noted_at',
  ].map((sql) => db.prepare(sql));
  const [item, discussion, post, person, follow, read, space, event, pending] = prepared as [StatementSync, ...StatementSync[]];
  const jobs = db.prepare(job);
  const threads = (db.prepare('select item_id as id from discussions limit 50').all() as { id: number }[]).map((row) => row.id);
  const body = text(60);
  const payload = JSON.stringify({ communityId: 1, spaceId: 1, discussionId: 1, itemId: 10_000, number: 21, authorId: 1, mentioned: [] });
  const until = performance.now() + SECONDS * 1000;
  let count = 0;
  for (; performance.now() < until; count += 1) {
    const now = Date.now();
    const thread = threads[count % threads.length]!;
    db.exec('begin immediate');
    const id = Number(item.run(thread, 'reply', 'en', now, now).lastInsertRowid);
    const number = (discussion!.get(now, id, thread) as { post_count: number }).post_count;
    post!.run(id, thread, number, body, body, 'api', now);
    person!.run(thread);
    follow!.run(thread, now);
    read!.run(thread, number, now);
    space!.run(now);
    event!.run('discussions.replied', payload, now);
    pending!.run(id, now);
    jobs.run('search.index', '{"communityId":1}', 'search.index:1', now, now);
    jobs.run('expertise.count', '{"communityId":1,"personId":1}', 'expertise.count:1:1', now, now);
    jobs.run('discussions.notify', payload, null, now, now);
    db.exec('commit');
  }
  db.close();
  return count / SECONDS;
}

async function searching(sizes: number[]): Promise<void> {
  const at = join(folder, 'search.sqlite');
  const database = openDatabase({ file: at });
  await migrate(database);
  database.sqlite!.exec('pragma synchronous = off');
  const transact = <T>(work: (db: never) => Promise<T>) => database.db.transaction().execute((trx) => work(trx as never));
  let made = (database.sqlite!.prepare('select count(*) as n from search_documents').get() as { n: number }).n;
  for (const size of sizes) {
    if (made > size) continue;
    const began = performance.now();
    const before = made;
    for (; made < size; made += 5000) {
      const documents = Array.from({ length: 5000 }, (_, n) => ({ kind: 2, id: made + n, spaceId: 1, authorId: 1 + (n % 500), createdAt: Date.now() - n * 1e6, title: n % 20 ? '' : text(7), body: text(60), language: 'xx', labels: [] }));
      await transact((db) => indexDocuments(db, 1, documents, []));
      while (await mergeSegments(database.db, transact, 1));
    }
    const rate = (made - before) / ((performance.now() - began) / 1000);
    const taken: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      const query = Array.from({ length: 1 + (n % 4) }, word).join(' ');
      const start = performance.now();
      await search(database.db, { communityId: 1, query, spaceIds: [1], limit: 20, offset: 0, now: Date.now() });
      if (n >= 20) taken.push(performance.now() - start);
    }
    taken.sort((a, b) => a - b);
    const p = (share: number) => taken[Math.floor(taken.length * share)]!.toFixed(0);
    note(`search at ${size.toLocaleString('en')} posts, p50 / p95`, `${p(0.5)} / ${p(0.95)} ms`, 'at most 100 ms', '');
    if (made > before) note(`indexing up to ${size.toLocaleString('en')} posts`, `${rate.toFixed(0)} posts/s`, '', '');
  }
  await database.close();
}

try {
  console.log(`Node ${process.version}, ${availableParallelism()} cores; the load runs on the same machine.\n`);
  await prepare();
  const sizes = PAGES ? [10_000] : FULL ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  if (process.argv.includes('--posting')) await onlyPosting();
  else await growth(sizes);
  if (!process.argv.some((word) => word === '--pages' || word === '--posting')) await searching(sizes);
  report('Pages, writing, search', `npm run bench -- ${FULL ? '--full ' : ''}--write`, rows);
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}
