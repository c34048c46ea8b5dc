import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { columnsOf } from '#test/schema.ts';
import { makeWorld, type World } from '#test/world.ts';
import { communityRows } from '../communities/index.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

it('knows of every table of a community how its rows go along with a room', async () => {
  const columns = await columnsOf(world.services.database);
  const tables = Map.groupBy(columns, ({ table }) => table);
  const has = (table: string, column: string) => tables.get(table)?.some((found) => found.column === column) ?? false;
  const rows = communityRows();
  const owned = [...tables.keys()].filter((table) => has(table, 'community_id'));
  expect(owned.filter((table) => !rows.has(table)), 'say with addCommunityRows how they go along').toEqual([]);
  expect([...rows.keys()].filter((table) => !owned.includes(table)), 'is no table').toEqual([]);
  for (const [table, ways] of rows) {
    if ('stays' in ways) continue;
    for (const way of ways) {
      if ('item' in way) expect(has(table, way.item), `${table}.${way.item}`).toBe(true);
      else if ('room' in way) expect(has(table, 'space_id'), `${table}.space_id`).toBe(true);
      else expect([has(table, way.by), rows.has(way.table)], `${table}.${way.by}`).toEqual([true, true]);
    }
    // Whatever refers to an item or a room that leaves may not stay.
    for (const { column, refersTo } of tables.get(table)!.filter(({ refersTo }) => refersTo === 'items' || refersTo === 'spaces'))
      expect(ways.some((way) => ('item' in way ? refersTo === 'items' && way.item === column : 'room' in way ? refersTo === 'spaces' : false) || ways.some((other) => 'item' in other)), `${table}.${column}`).toBe(true);
  }
});

it('lets stay only what refers to nothing that leaves', async () => {
  const columns = await columnsOf(world.services.database);
  const leaves = [...communityRows()].flatMap(([table, ways]) => ('stays' in ways ? [] : [table]));
  const bound = columns.filter(({ table, refersTo }) => refersTo !== null && leaves.includes(refersTo) && 'stays' in (communityRows().get(table) ?? {}));
  expect(bound.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

it.runIf(process.env.COPSE_TEST_ENGINE === 'postgres')('can have all references within a community looked at when a transaction ends', async () => {
  const { rows } = await sql<{ name: string }>`select conname as name from pg_constraint where contype = 'f' and array_length(conkey, 1) = 2 and not condeferrable`.execute(world.services.database.db);
  expect(rows, 'write them with along() instead of within()').toEqual([]);
});
