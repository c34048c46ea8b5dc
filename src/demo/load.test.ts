import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '#test/engines.ts';
import { createContext, type Services } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { readConfig } from '../config.ts';
import { closeServices, openServices } from '../services.ts';
import { setUpFeatures } from '../setup.ts';
import { discussions, people, rooms } from './content.ts';
import { loadDemo } from './load.ts';
import { washTalk } from './wash.ts';

let services: Services;
let clear: () => Promise<void>;

beforeAll(async () => {
  const { address, folder, drop } = await testDatabase();
  clear = drop;
  setUpFeatures();
  services = await openServices(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', ...('url' in address && { DATABASE_URL: address.url }) }));
});

afterAll(async () => {
  await closeServices(services);
  await clear();
});

it('loads the sample community once, whole', async () => {
  await loadDemo(services);
  await loadDemo(services);
  const { db } = createContext(services, ANONYMOUS);
  const all = [...discussions, ...washTalk];
  const count = async (table: 'people' | 'spaces' | 'discussions' | 'posts' | 'reactions') =>
    Number((await db.selectFrom(table).select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
  expect(await count('people')).toBe(people.length);
  expect(await count('spaces')).toBe(2 + rooms.length);
  expect(await count('discussions')).toBe(all.length);
  expect(await count('posts')).toBe(all.flatMap((about) => about.posts).length);
  const reactions = all.flatMap((about) => about.posts.flatMap((post) => Object.values(post.reactions ?? {}).flat()));
  expect(await count('reactions')).toBe(reactions.length);
});
