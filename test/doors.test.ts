import { afterAll, beforeAll, expect, it } from 'vitest';
import { routesOf, type Route } from '#test/routes.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let routes: Route[];
let secret: string;

beforeAll(async () => {
  world = await makeWorld({ RATE_LIMIT: '0' });
  routes = routesOf(world.app);
  const answer = await world.as('anjali').post('/c/mel/r/core/discussions', { title: 'Layoffs planned', body: 'Nobody may know' });
  secret = /\/discussions\/(\d+)/.exec(answer.headers.location!)![1]!;
});
afterAll(() => world.close());

/** What a client learns from a route: status, where it is sent, and what it reads. */
async function learned(client: Client, { method, path }: Route, room: string, id: string): Promise<string> {
  const filled = path.replace(':community', 'mel').replace(':room', room).replace(':id', id).replace(/:\w+/g, 'x');
  const form = { title: 'x', body: 'x', kind: 'thanks', do: 'pin', level: 'none', to: 'mel', upTo: '1' };
  const payload = method === 'GET' || method === 'DELETE' ? {} : { payload: new URLSearchParams(form).toString() };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const answer = await client.send({ method, url: filled, headers, ...payload });
  // Whatever stands for the room or the number in the address comes back in links.
  const same = (text: string) => text.replaceAll(`/r/${room}`, '/r/:room').replace(/%2Fr%2F\w+/g, '/r/:room').replace(/\d+/g, '#');
  return `${answer.statusCode} ${same(String(answer.headers.location ?? ''))} ${same(answer.body)}`;
}

const NEVER = '999999';

it('knows every route', () => {
  const paths = routes.map(({ method, path }) => `${method} ${path}`);
  for (const known of ['GET /c/:community', 'POST /c/:community/r/:room/discussions/:id/reply', 'GET /healthz', 'PUT /drafts/:key']) expect(paths).toContain(known);
});

it('answers for a room that one may not see as for one that is not there, at every route', async () => {
  const below = routes.filter(({ path }) => path.includes('/r/:room'));
  expect(below.length).toBeGreaterThan(30);
  const shown = below.find(({ path }) => path.endsWith('/discussions/:id'))!;
  expect(await learned(world.as('anjali'), shown, 'core', secret)).toMatch(/^302 .*layoffs-planned/);
  for (const client of [world.as('tomasi'), world.as('stranger'), world.anonymous])
    for (const route of below) {
      const name = `${route.method} ${route.path} as ${client.personId}`;
      const real = await learned(client, route, 'core', secret);
      expect(real, name).toBe(await learned(client, route, 'gone', secret));
      expect(real, name).not.toMatch(/^[25]/);
      expect(real, name).not.toMatch(/layoffs/i);
    }
});

it('answers for a discussion in such a room as for one that is not there, at every route of the community', async () => {
  const below = routes.filter(({ path }) => /^\/(?:api\/v1\/communities|c)\/:community\/.*:id/.test(path) && !path.includes(':room'));
  expect(below.length).toBeGreaterThan(20);
  for (const client of [world.as('tomasi'), world.anonymous])
    for (const route of below) {
      const name = `${route.method} ${route.path} as ${client.personId}`;
      const real = await learned(client, route, 'none', secret);
      expect(real, name).toBe(await learned(client, route, 'none', NEVER));
      expect(real, name).not.toMatch(/^[25]/);
    }
});

it('keeps the host’s pages to the host', async () => {
  const admin = routes.filter(({ path }) => path.startsWith('/admin'));
  expect(admin.length).toBeGreaterThan(5);
  for (const route of admin)
    for (const client of [world.as('tomasi'), world.anonymous]) {
      const answer = await learned(client, route, 'none', '1');
      expect(answer, `${route.method} ${route.path}`).toMatch(client.personId ? /^40[34] / : /^(?:40[134]|30[23] \/sign-in)/);
    }
});
