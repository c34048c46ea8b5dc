import { expect, it } from 'vitest';
import { routesOf } from '#test/routes.ts';
import { makeWorld } from '#test/world.ts';

/** Pages that a community has and its rooms have not, and why. */
const ONLY_COMMUNITY: [RegExp, string][] = [
  [/^\/rooms\/new$|^POST \/rooms$/, 'rooms have no rooms of their own'],
  [/^\/rooms\/requests/, 'rooms are asked for in the community'],
  [/^\/logo\//, 'rooms wear the logo of their community'],
  [/^\/settings\/logo$/, 'rooms wear the logo of their community'],
  [/^\/permissions$/, 'the same rules hold in a community and its rooms'],
  [/^\/bookmarks$/, 'what is saved is named by its id, in whatever room it stands'],
  [/^\/join(\/ask|\/rooms|$)/, 'one asks at the door of the community, for its rooms too'],
  [/^\/first-steps\//, 'first steps are steps into the community'],
];

it('works in a room whatever works in a community', async () => {
  const world = await makeWorld();
  const routes = routesOf(world.app).map(({ method, path }) => `${method} ${path}`);
  await world.close();
  const own = routes.filter((route) => / \/c\/:community(?!\/r\/:room)(\/|$|\.)/.test(route));
  expect(own.length).toBeGreaterThan(40);
  const missing = own.filter((route) => {
    const [method, path] = route.split(' ') as [string, string];
    const below = path.replace('/c/:community', '');
    const excused = ONLY_COMMUNITY.some(([pattern]) => pattern.test(below) || pattern.test(`${method} ${below}`));
    return !excused && !routes.includes(`${method} /c/:community/r/:room${below}`);
  });
  expect(missing).toEqual([]);
  expect(ONLY_COMMUNITY.filter(([pattern]) => !own.some((route) => pattern.test(route.replace(/^\w+ \/c\/:community/, '')) || pattern.test(route.replace('/c/:community', ''))))).toEqual([]);
});
