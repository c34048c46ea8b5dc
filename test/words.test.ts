import { afterAll, beforeAll, expect, it } from 'vitest';
import { routesOf } from '#test/routes.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** What the library that checks forms says by itself. */
const LIBRARY = /Invalid (?:input|option|key|string)|Too (?:big|small):|expected (?:string|number|one of|array|object)/;
const LEAVING = /sign-out|sessions|leave/;

it('speaks to people in our own words, whatever a form leaves out or makes of it', async () => {
  const id = /discussions\/(\d+)/.exec((await world.as('anjali').post('/c/mel/discussions', { title: 'Open', body: 'x' })).headers.location!)![1]!;
  const forms = routesOf(world.app).filter(({ method, path }) => method !== 'GET' && !LEAVING.test(path));
  expect(forms.length).toBeGreaterThan(50);
  const odd = Object.fromEntries(['title', 'body', 'name', 'address', 'password', 'tags', 'type', 'kind', 'level', 'visibility', 'hue', 'do'].map((name) => [name, ['a', 'b']]));
  const said: string[] = [];
  let refused = 0;
  for (const { method, path } of forms)
    for (const payload of [{}, odd]) {
      const url = path.replace(':community', 'mel').replace(':room', 'surveys').replace(/:\w+/g, id).replace(/\*/g, 'x');
      const answer = await world.as('anjali').send({ method: method as 'POST', url, payload, headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' } });
      refused += Number(answer.statusCode === 422);
      if (LIBRARY.test(answer.body)) said.push(`${method} ${path}: ${LIBRARY.exec(answer.body)![0]}`);
    }
  expect(said).toEqual([]);
  expect(refused).toBeGreaterThan(30);
}, 120_000);
