import { afterAll, beforeAll, expect, it } from 'vitest';
import { pino } from 'pino';
import { testDatabase, type TestDatabase } from '#test/engines.ts';
import { openDatabase, type Database } from '../db/index.ts';
import { startLive, type Live, type LiveMessage } from './index.ts';

let test: TestDatabase;
let nodes: { database: Database; live: Live; heard: LiveMessage[]; gaps: number }[];

beforeAll(async () => {
  test = await testDatabase();
  nodes = [];
  for (let n = 0; n < 2; n += 1) {
    const database = openDatabase(test.address);
    const node = { database, live: await startLive(database, pino({ level: 'silent' })), heard: [] as LiveMessage[], gaps: 0 };
    node.live.subscribe('*', (message) => void node.heard.push(message));
    node.live.onGap(() => (node.gaps += 1));
    nodes.push(node);
  }
});
afterAll(async () => {
  for (const { live, database } of nodes) {
    await live.close();
    await database.close();
  }
  await test.drop();
});

const many = (count: number, length: number) => Array.from({ length: count }, (_, n) => ({ channel: 'x', data: { n, text: 'y'.repeat(length) } }));

it.runIf(process.env.COPSE_TEST_ENGINE === 'postgres')('reaches the other node at the commit, in parts where there is much, and says when something did not fit', async () => {
  const [a, b] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
  await a.database.db.transaction().execute(async (trx) => {
    await a.live.carry(trx, [...many(30, 1000), ...many(1, 9000)]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(b.heard).toEqual([]);
  });
  await expect.poll(() => [b.heard.length, b.gaps]).toEqual([30, 1]);
  expect(b.heard.map(({ data }) => data.n)).toEqual(many(30, 0).map(({ data }) => data.n));
  expect(a.heard).toEqual([]);
});

it('calls the handlers of its own process', () => {
  const [a] = nodes as [(typeof nodes)[0]];
  const heard: LiveMessage[] = [];
  const stop = a.live.subscribe('own', (message) => void heard.push(message));
  a.live.deliver([{ channel: 'own', data: {} }, { channel: 'other', data: {} }]);
  stop();
  a.live.deliver([{ channel: 'own', data: {} }]);
  expect(heard).toHaveLength(1);
});
