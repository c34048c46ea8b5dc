import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/index.ts';
import { readConfig } from './config.ts';
import { explain } from './explain.ts';

const folder = mkdtempSync(join(tmpdir(), 'copse-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

const failing = async (work: () => unknown) => explain(await Promise.resolve().then(work).then(() => 'nothing failed', (error: unknown) => error));
const one = 'insert into t values (1)';

it('says in words what is wrong with the data folder, the database and the disk', async () => {
  writeFileSync(join(folder, 'file'), 'no database at all, only words');
  expect(await failing(() => openDatabase({ file: join(folder, 'none', 'x.sqlite') }))).toMatch(/^The database cannot be opened in the data folder\. Give .* DATA_DIR=/);
  expect(await failing(() => openDatabase({ file: join(folder, 'file') }))).toMatch(/^The database file is damaged/);
  expect(await failing(() => mkdirSync(join(folder, 'file', 'data'), { recursive: true }))).toMatch(/^The data folder .*file.data cannot be made/);

  const { sqlite } = openDatabase({ file: join(folder, 'small.sqlite') });
  sqlite!.exec('create table t (a); pragma max_page_count = 3');
  const fill = () => Array.from({ length: 5000 }, () => sqlite!.exec(one));
  expect(await failing(fill)).toBe('The disk is full. What was done before is kept; make room, and begin again.');
  sqlite!.close();
  expect(await failing(() => openDatabase({ file: join(folder, 'small.sqlite') }, { readOnly: true }).sqlite!.exec(one))).toMatch(/^The database cannot be written/);
});

it('says which port is taken, and which server does not answer', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)));
  expect(await failing(() => new Promise((_, reject) => createServer().on('error', reject).listen(port, '127.0.0.1')))).toContain(`Port ${port} is taken`);
  await new Promise((resolve) => taken.close(resolve));
  for (const host of ['127.0.0.1', 'localhost'])
    expect(await failing(() => openDatabase({ url: `postgres://a:b@${host}:${port}/c` }).pool!.connect()), host).toMatch(/^A server does not answer: .*ECONNREFUSED.* DATABASE_URL/);
});

it('says what a setting must be, and what it is, but not what is secret', async () => {
  const said = await failing(() => readConfig({ PORT: 'abc', BASE_URL: 'copse', LOG_LEVEL: 'loud', TRUST_PROXY: 'perhaps', MAIL_IN_LIMIT: '900', SECRET: 'hunter2', DATABASE_URL: 'mysql://root:hunter2@db' }));
  expect(said.split('\n')).toEqual([
    'These settings cannot be used:',
    '  PORT must be a number, not “abc”',
    '  BASE_URL must be an address such as https://copse.example, not “copse”',
    '  DATABASE_URL must begin with postgres://',
    '  MAIL_IN_LIMIT must be at most 200, not “900”',
    '  SECRET must be at least 32 characters long',
    '  TRUST_PROXY must be true or false, not “perhaps”',
    '  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not “loud”',
  ]);
});

it('shows where a fault of ours is', () => expect(explain(new TypeError('odd'))).toContain('explain.unit.test.ts'));
