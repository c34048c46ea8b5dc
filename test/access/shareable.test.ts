import { afterAll, beforeAll, expect, it } from 'vitest';
import { routesOf } from '#test/routes.ts';
import { makeWorld, type World } from '#test/world.ts';
import { readRules } from './index.ts';
import type { At, FeatureRules, Rule } from './rules.ts';

/** Pages that nobody sends, and why. A new page is none of them unless somebody says so here. */
const EXEMPT: [RegExp, string][] = [
  [/^\/me(?:\/|$)/, 'one’s own: nobody else may open it'],
  [/^\/(?:sign-in|sign-up|forgot|reset|confirm|stay|set-up)(?:\/|$)/, 'the way to an account'],
  [/:token(?:\/|$)/, 'opens for whoever holds the link'],
  [/^\/appeals\//, 'between one person and moderators'],
  [/^\/(?:\*|offline|sw\.js|share\/:kind\/:id)$/, 'no page to read'],
  [/\/(?:new|edit|delete|leave|join|join\/rooms\/:id|report\/:id|follow|write|helpers|share)$/, 'a form'],
  [/\/(?:logo\/:file|photo|icons\/:file|live|event\.ics|manifest\.webmanifest|files\/:file\/:name|picture\/:file\/:name)$/, 'a file or a stream'],
  [/\/(?:continue|links\/:number)$/, 'leads on to a page that has it'],
  [/\/members\/print$/, 'the members, who have it, for printing'],
  [/\/original$/, 'for its author and facilitators'],
  [/^\/c\/:community(?:\/r\/:room)?\/invitations$/, 'whom oneself invited'],
];
const PLACES: At[] = [
  { community: 'mel', room: null, href: '/c/mel' },
  { community: 'mel', room: 'surveys', href: '/c/mel/r/surveys' },
];
/** Whom a page must be open to for others to have a reason to send it. */
const OTHERS = new Set(['open', 'everyone', 'account', 'member', 'author']);

let world: World;
let rules: FeatureRules[];
const made = new Map<string, Record<string, string>>();
beforeAll(async () => {
  world = await makeWorld({ RATE_LIMIT: '0' });
  rules = await readRules();
  await world.as('leila').post('/c/mel/r/surveys/join');
});
afterAll(() => world.close());

async function addressOf(path: string, { params = {} }: Rule, feature: FeatureRules): Promise<string> {
  const at = PLACES[path.includes('/r/:room') ? 1 : 0]!;
  const key = `${rules.indexOf(feature)} ${at.href}`;
  if (feature.things && !made.has(key)) made.set(key, await feature.things(world, at));
  const value = (name: string) => (params[name]?.startsWith('=') ? params[name].slice(1) : (made.get(key)?.[params[name] ?? ''] ?? (name === 'handle' ? 'tomasi' : 'x')));
  return path.replace(':community', at.community).replace(':room', at.room ?? '').replace(/:(\w+)/g, (_, name: string) => value(name));
}

/** Where a page is sent from, if anywhere; null for what is no page at all. */
async function shareLinkOn(url: string): Promise<string | undefined | null> {
  const ask = (url: string) => world.as('leila').send({ method: 'GET', url, headers: { accept: 'text/html' } });
  let answer = await ask(url);
  for (let step = 0; step < 3 && [301, 302].includes(answer.statusCode); step += 1) answer = await ask(answer.headers.location!);
  if (answer.statusCode === 200 && !/text\/html/.test(String(answer.headers['content-type']))) return null;
  return /href="([^"]*\/share[?/][^"]+)"/.exec(answer.body)?.[1]?.replaceAll('&amp;', '&');
}

it('every page that others may read can be sent by mail, and what it says is sent is that page', { timeout: 120_000 }, async () => {
  const [lacking, broken]: string[][] = [[], []];
  for (const { method, path } of routesOf(world.app)) {
    if (method !== 'GET' || path.startsWith('/api/') || EXEMPT.some(([pattern]) => pattern.test(path))) continue;
    const feature = rules.find(({ rules }) => `GET ${path.replace('/r/:room', '')}` in rules)!;
    const given = feature.rules[`GET ${path.replace('/r/:room', '')}`]!;
    const rule = typeof given === 'string' ? { who: given } : given;
    if (!OTHERS.has(rule.who)) continue;
    const url = await addressOf(path, rule, feature);
    const link = await shareLinkOn(url);
    if (link === null) continue;
    if (link === undefined) lacking!.push(`${path} (${url})`);
    else if ((await world.as('leila').get(link)).statusCode >= 400) broken!.push(`${path}: ${link}`);
  }
  expect(lacking, 'Pages without "E-mail this page": add them with addReadingPage or about, or exempt them here').toEqual([]);
  expect(broken).toEqual([]);
});

it('exempts nothing that is not there', () => {
  const paths = routesOf(world.app).map(({ path }) => path);
  expect(EXEMPT.filter(([pattern]) => !paths.some((path) => pattern.test(path))).map(([pattern]) => String(pattern))).toEqual([]);
});
