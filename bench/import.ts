import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { report } from './report.ts';
import { random, text } from './seed.ts';

/** A year of a mailing list, read, written and made findable by the built command: that of `COPSE_CORPORA`, or one as large that is made up. */
const MESSAGES = 4400;
const AIM_S = 20;
const folder = mkdtempSync(join(tmpdir(), 'copse-import-'));

function madeUp(): string[] {
  const mail = (n: number) => {
    const to = n > 0 && random() < 0.75 ? `In-Reply-To: <${Math.floor(random() * n)}@list.example>\n` : '';
    const author = Math.floor(random() ** 2 * 300);
    const date = new Date(Date.UTC(2003, 0, 1) + n * 7_000_000).toUTCString();
    return `From p${author}@list.example Mon Jan  6 10:00:00 2003\nFrom: Person ${author} <p${author}@list.example>\nDate: ${date}\nMessage-ID: <${n}@list.example>\n${to}Subject: ${to ? 'Re: ' : ''}${text(5)}\n\n${text(160)}\n\n`;
  };
  const file = join(folder, 'year.mbox');
  writeFileSync(file, Array.from({ length: MESSAGES }, (_, n) => mail(n)).join(''));
  return [file];
}

const archive = join(process.env.COPSE_CORPORA ?? '../shared/data', 'erlang-questions');
const files = existsSync(archive) ? readdirSync(archive).sort().map((name) => join(archive, name)) : madeUp();
try {
  const database = openDatabase({ file: join(folder, 'copse.sqlite') });
  await migrate(database);
  const now = Date.now();
  database.sqlite!.exec(`insert into spaces (community_id, kind, slug, name, visibility, created_at, active_at) values (1, 'community', 'bench', 'Bench', 'public', ${now}, ${now})`);
  await database.close();
  const began = performance.now();
  const child = spawn(process.execPath, ['dist/server/cli.js', 'import', 'mbox', ...files, '--community', 'bench'], { env: { ...process.env, DATA_DIR: folder, LOG_LEVEL: 'error' }, stdio: ['ignore', 'ignore', 'inherit'] });
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0));
  }, 100);
  const [code] = await once(child, 'exit');
  clearInterval(watching);
  if (code !== 0) throw new Error(`the import ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  const sqlite = openDatabase({ file: join(folder, 'copse.sqlite') });
  const { n } = sqlite.sqlite!.prepare('select count(*) as n from posts').get() as { n: number };
  await sqlite.close();
  console.log(`${n} messages imported and findable in ${seconds.toFixed(1)} s, at most ${(most / 1000).toFixed(0)} MB`);
  report('Bringing an archive', 'npm run bench -- --write', [[`a year of a list, ${n.toLocaleString('en')} messages, until all can be found`, `${seconds.toFixed(1)} s, at most ${(most / 1000).toFixed(0)} MB`, `at most ${AIM_S} s`, '']]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
