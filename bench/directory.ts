import { directory, type DirectoryRequest } from '../src/features/directory/heavy.ts';
import { COUNTRIES, measure, MEMBERS, MINUTE, now, onOwnDatabase, one, populate } from './people.ts';
import { text, word } from './seed.ts';

/** How long the directory of 20,000 members takes: `node bench/directory.ts [--postgres]`. Runs what the worker thread runs. */
await onOwnDatabase(async (database) => {
  await populate(database.db);
  const stamp = { era: 'a', version: 0, people: [] as number[] };
  const ask = (more: Partial<DirectoryRequest['asked']> = {}, at = stamp) =>
    directory(database, { communityId: 1, spaceId: 1, closeness: 2, stamp: at, asked: { text: '', chosen: {}, sort: 'newest', after: null, limit: 48, now, ...more } });
  console.log(`\n${database.engine}: ${MEMBERS.toLocaleString('en')} members`);
  await measure('everyone read anew', (n) => ask({}, { era: `${n}`, version: 0, people: [] }));
  await measure('the newest members', () => ask());
  await measure('the same, a minute later each', (n) => ask({ now: now + n * MINUTE }));
  await measure('by name', (n) => ask({ sort: 'name', after: { key: word(), id: n } }));
  await measure('by two words', () => ask({ text: `${word()} ${word().slice(0, 3)}` }));
  await measure('by two letters, as one types', () => ask({ text: word().slice(0, 2) }));
  await measure('in a country, speaking a language', () => ask({ chosen: { country: one(COUNTRIES), language: 'en' } }));
  let version = 0;
  const changed = async (n: number) => {
    await database.db.updateTable('people').set({ headline: text(6) }).where('id', '=', n + 1).execute();
    return { era: 'a', version: (version += 1), people: [n + 1] };
  };
  await measure('the newest, after somebody changed', async (n) => ask({}, await changed(n)));
  await measure('by name, after somebody changed', async (n) => ask({ sort: 'name' }, await changed(n)));
});
