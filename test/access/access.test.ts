import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf, type Route } from '#test/routes.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';
import { readRules } from './index.ts';
import { LADDER, type At, type FeatureRules, type Rule, type Who } from './rules.ts';

const MEL: At = { community: 'mel', room: null, href: '/c/mel' };
const SURVEYS: At = { community: 'mel', room: 'surveys', href: '/c/mel/r/surveys' };

/** What each is in a place. Pavel facilitates the room and nothing else; Leila writes what is pointed at. */
type Clearance = [Client, Who];

let world: World;
let routes: Route[];
let featureRules: FeatureRules[];
let inCommunity: Clearance[];
let inRoom: Clearance[];
let newcomers = 0;

beforeAll(async () => {
  world = await makeWorld();
  routes = routesOf(world.app);
  featureRules = await readRules();
  const farida = await world.newcomer('farida', 'mel');
  const roles = [['farida', farida.personId!, 'facilitator', ''], ['pavel', world.as('pavel').personId!, 'facilitator', '/r/surveys']] as const;
  for (const name of ['pavel', 'tomasi'] as const) await world.as(name).post('/c/mel/r/surveys/join');
  for (const [name, person, role, room] of roles)
    expect((await world.as('anjali').post(`/c/mel${room}/members/role`, { person, role })).statusCode, name).toBe(303);
  const below: Clearance[] = [[world.anonymous, 'everyone'], [world.as('stranger'), 'account'], [world.as('tomasi'), 'member']];
  const above: Clearance[] = [[world.as('leila'), 'author'], [farida, 'of_all'], [world.as('anjali'), 'host']];
  inCommunity = [...below, [world.as('pavel'), 'member'], ...above];
  inRoom = [...below, [world.as('pavel'), 'facilitator'], ...above];
});
afterAll(() => world.close());

const withoutRoom = (path: string) => path.replace('/r/:room', '');
const ruleOf = (key: string): Rule | null => {
  const found = featureRules.map(({ rules }) => rules[key]).find((rule) => rule !== undefined);
  return found === undefined ? null : typeof found === 'string' ? { who: found } : found;
};
const keyOf = ({ method, path }: Route) => `${method} ${withoutRoom(path)}`;
const thingsFor = (key: string) => featureRules.find(({ rules }) => key in rules)?.things;
const level = (who: Who) => LADDER.indexOf(who);

async function ask(client: Client, { method, path }: Route, at: At, rule: Rule, things: Record<string, string>) {
  const value = (name: string) => {
    const given = rule.params?.[name];
    if (given?.startsWith('=')) return given.slice(1);
    return (given && things[given]) ?? 'x';
  };
  const url = path.replace(':community', at.community).replace(':room', at.room ?? '').replace(/:(\w+)/g, (_, name: string) => value(name));
  const json = path.startsWith('/api/');
  const form = Object.entries(rule.form ?? {}).map(([key, sent]) => [key, typeof sent === 'string' && sent.startsWith('@') ? things[sent.slice(1)]! : sent]);
  if (method === 'GET') return client.send({ method, url: json && at.room ? `${url}?room=${at.room}` : url, headers: { accept: 'text/html' } });
  const payload = json ? JSON.stringify(Object.fromEntries(form)) : new URLSearchParams(form.flatMap(([key, sent]) => [sent].flat().map((one) => [String(key), String(one)]))).toString();
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  return client.send({ method, url, payload, headers: { 'content-type': type, accept: 'text/html' } });
}

type Answer = Awaited<ReturnType<typeof ask>>;
const toSignIn = ({ statusCode, headers }: Answer) => statusCode === 401 || ([302, 303].includes(statusCode) && /^\/sign-in/.test(String(headers.location)));
const refused = (answer: Answer) => toSignIn(answer) || [403, 404].includes(answer.statusCode);

/** Tries a route as everybody who may not, then as the least of those who may. */
async function tryRoute(route: Route, at: At, people: Clearance[]): Promise<string[]> {
  const rule = ruleOf(keyOf(route))!;
  const pointed = Object.values(rule.params ?? {}).some((value) => !value.startsWith('=')) || /"@/.test(JSON.stringify(rule.form ?? {}));
  const things = pointed ? await thingsFor(keyOf(route))!(world, at) : {};
  const wrong: string[] = [];
  for (const [client, clearance] of people) {
    if (level(clearance) >= level(rule.who)) continue;
    const answer = await ask(client, route, at, rule, things);
    const right = at.room && ['everyone', 'account'].includes(clearance) ? answer.statusCode === 404 : client.personId === null ? toSignIn(answer) || answer.statusCode === 404 : refused(answer);
    if (!right) wrong.push(`${route.method} ${route.path}: ${clearance} may not, and got ${answer.statusCode} ${String(answer.headers.location ?? '')}`);
  }
  const readers = at.room ? people.filter(([, clearance]) => level(clearance) >= level('member')) : people;
  const [least] = readers.filter(([, clearance]) => level(clearance) >= level(rule.who)).sort((a, b) => level(a[1]) - level(b[1]));
  // Much of what anybody signed in may do makes them a member: each time it is somebody new.
  const client = least![1] === 'account' ? await world.newcomer(`newcomer-${(newcomers += 1)}`, null) : least![0];
  const answer = await ask(client, route, at, rule, things);
  if (answer.statusCode >= 500 || refused(answer)) wrong.push(`${route.method} ${route.path}: ${least![1]} may, and got ${answer.statusCode} ${String(answer.headers.location ?? '')}`);
  return wrong;
}

/** What is wrong with the routes of a place; nothing, one hopes. */
async function tryAll(which: (route: Route) => boolean, at: At, people: Clearance[]): Promise<string[]> {
  const tried = routes.filter((route) => which(route) && ruleOf(keyOf(route))!.who !== 'open');
  expect(tried.length).toBeGreaterThan(20);
  const wrong: string[] = [];
  for (const route of tried) wrong.push(...(await tryRoute(route, at, people)));
  return wrong;
}

describe('who may use what', () => {
  it('has a rule for every route, and no rule without a route', () => {
    const keys = new Set(routes.map(keyOf));
    expect([...keys].filter((key) => !ruleOf(key)).sort()).toEqual([]);
    expect(featureRules.flatMap(({ rules }) => Object.keys(rules)).filter((key) => !keys.has(key)).sort()).toEqual([]);
  });

  it('holds in a community that everybody may read', { timeout: 120_000 }, async () => {
    expect(await tryAll(({ path }) => !path.includes('/r/:room'), MEL, inCommunity)).toEqual([]);
  });

  it('holds in a room for members, whose facilitator has no more to say elsewhere', { timeout: 120_000 }, async () => {
    expect(await tryAll(({ path }) => path.includes('/r/:room'), SURVEYS, inRoom)).toEqual([]);
  });
});
