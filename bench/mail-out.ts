import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { hashToken } from '../src/features/people/tokens/actions.ts';
import { report } from './report.ts';

/**
 * One post to 10,000 members, by mail: `node bench/mail-out.ts [members]`, after `npm run build`. Mails a minute
 * into a sink in another process, signed; how long pages take meanwhile beside how long they take alone;
 * with --kill the server is ended in the middle, as a power cut would, and started again.
 */
const MEMBERS = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 10_000);
const PORT = 5290;
const SINK_PORT = 5291;
const TOKEN = `copse_${'b'.repeat(43)}`;
const folder = mkdtempSync(join(tmpdir(), 'copse-bench-out-'));

async function populate(): Promise<void> {
  const database = openDatabase({ file: join(folder, 'copse.sqlite') });
  await migrate(database);
  const now = Date.now();
  const sqlite = database.sqlite!;
  sqlite.exec(`pragma synchronous = off; begin;
    insert into spaces (community_id, kind, slug, name, visibility, created_at, active_at) values (1, 'community', 'bench', 'Bench', 'public', ${now}, ${now});
    insert into people (handle, name, created_at) values ('bench', 'Bench Mark', ${now});
    insert into memberships (community_id, space_id, person_id, role, joined_at) values (1, 1, 1, 'facilitator', ${now});`);
  sqlite.prepare('insert into api_tokens (person_id, name, hash, scope, created_at) values (1, ?, ?, ?, ?)').run('bench', hashToken(TOKEN), 'write', now);
  for (let id = 2; id <= MEMBERS + 1; id += 1)
    sqlite.exec(`insert into auth_users (id, name, email, email_verified, created_at, updated_at) values ('u${id}', 'P', 'p${id}@example.org', 1, '', '');
      insert into people (id, account_id, handle, name, created_at) values (${id}, 'u${id}', 'p${id}', 'P ${id}', ${now});
      insert into addresses (address, person_id, confirmed_at, created_at) values ('p${id}@example.org', ${id}, ${now}, ${now});
      insert into memberships (community_id, space_id, person_id, role, joined_at) values (1, 1, ${id}, 'member', ${now});
      insert into notification_settings (community_id, space_id, person_id, level, mail, updated_at) values (1, 1, ${id}, 'everything', 'now', ${now});`);
  sqlite.exec('commit; pragma synchronous = full; analyze');
  await database.close();
}

async function serve(): Promise<ChildProcess> {
  const environment = { DATA_DIR: folder, PORT: String(PORT), LOG_LEVEL: 'error', RATE_LIMIT: '0', SMTP_URL: `smtp://127.0.0.1:${SINK_PORT}?ignoreTLS=true`, BASE_URL: `http://127.0.0.1:${PORT}` };
  const child = spawn(process.execPath, ['dist/server/cli.js'], { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] });
  while (!(await fetch(`http://127.0.0.1:${PORT}/readyz`).then((answer) => answer.ok, () => false))) await pause(100);
  return child;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The 99th percentile of a page for somebody signed in, in milliseconds. */
async function pages(seconds: number): Promise<number> {
  const { latency, non2xx, errors, requests } = await autocannon({ url: `http://127.0.0.1:${PORT}/api/v1/communities/bench/discussions`, headers: { authorization: `Bearer ${TOKEN}` }, connections: 2, duration: seconds, overallRate: 40 });
  if (non2xx > 0 || errors > 0 || requests.total === 0) console.log(`pages: ${requests.total} answered, ${non2xx} refused, ${errors} failed`);
  return latency.p99;
}

async function post(): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${PORT}/api/v1/communities/bench/discussions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'To all of you', body: 'Some **words** for everybody. '.repeat(20), type: 'conversation' }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

await populate();
const sink = fork(join(import.meta.dirname, 'mail-sink.ts'), [String(SINK_PORT)]);
await once(sink, 'message');
const counts = async () => {
  sink.send('?');
  return (await once(sink, 'message'))[0] as { taken: number; signed: number; people: number };
};
let server = await serve();
const alone = await pages(4);
const begun = performance.now();
await post();
const meanwhile = pages(5);
let killed = !process.argv.includes('--kill');
let found = await counts();
while (found.people < MEMBERS && performance.now() - begun < 900_000) {
  await pause(100);
  found = await counts();
  if (killed || found.taken < MEMBERS / 3) continue;
  await meanwhile.catch(() => {});
  await end(server, 'SIGKILL');
  server = await serve();
  killed = true;
}
const seconds = (performance.now() - begun) / 1000;
await pause(1000);
found = await counts();
const loaded = await meanwhile;
console.log(`${found.people} of ${MEMBERS} members, ${found.taken - found.people} twice, ${found.signed} signed, in ${seconds.toFixed(1)} s: ${Math.round((found.people / seconds) * 60)} a minute`);
console.log(`pages p99: ${alone} ms alone, ${loaded} ms meanwhile`);
report('Mail that goes out', 'npm run bench -- --write', [
  [`one post to ${MEMBERS.toLocaleString('en')} members by mail, signed`, `${Math.round((found.people / seconds) * 60).toLocaleString('en')} mails/minute`, 'at least 10,000', ''],
  ['a page for somebody signed in meanwhile, p99', `${loaded} ms`, `${alone} ms alone`, `${(loaded / alone).toFixed(1)} x`],
]);
await end(server, 'SIGTERM');
sink.kill();
rmSync(folder, { recursive: true, force: true });
