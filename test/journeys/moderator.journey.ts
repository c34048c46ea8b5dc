import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

const ROOM = '/c/mel/r/surveys';

let world: World;
let browser: TestBrowser;
let elsewhere: string;

beforeAll(async () => {
  world = await makeWorld();
  for (const name of ['pavel', 'leila', 'tomasi'] as const) await world.as(name).post(`${ROOM}/join`);
  await world.as('anjali').post(`${ROOM}/members/role`, { person: world.as('pavel').personId, role: 'facilitator' });
  await world.as('anjali').post('/c/mel/roles', { name: 'Value detective', about: 'Collects stories of what changed.', term_months: '12', grants: 'invite' });
  const { headers } = await world.as('leila').post('/c/mel/discussions', { title: 'Said in the community', body: 'Out of order?' });
  elsewhere = /\/discussions\/(\d+)/.exec(headers.location!)![1]!;
  await world.as('tomasi').post(`/c/mel/report/${elsewhere}`, { reason: 'off_topic' });
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signIn({ page }: Visitor, name: Cast): Promise<void> {
  const cookies = world.as(name).cookies().split('; ').map((pair) => pair.split('=') as [string, string]);
  await page.context().addCookies(cookies.map(([key, value]) => ({ name: key, value, url: 'http://copse.test' })));
}

it('lets the moderator of one room keep it, and touch no other', { timeout: 120_000 }, async () => {
  const { headers } = await world.as('leila').post(`${ROOM}/discussions`, { title: 'Cheap panels', body: 'Buy our panels, only today' });
  await browser.visit(async (visitor) => {
    const { page, open } = visitor;
    await signIn(visitor, 'tomasi');
    await open(headers.location!);
    await page.locator('article.post details.menu summary').first().click();
    await page.getByRole('link', { name: 'Tell the moderators' }).click();
    await page.getByRole('button', { name: 'Tell the moderators' }).click();
    await page.getByText('Please say what is wrong').first().waitFor();
    await page.getByLabel('Advertising or spam').check();
    await page.getByLabel('What should they know?').fill('She sells these');
    await page.getByRole('button', { name: 'Tell the moderators' }).click();
    await page.getByText('The moderators here will look at it').waitFor();
  }, { script: false, width: 360 });

  await browser.visit(async (visitor) => {
    const { page, open, faults } = visitor;
    await signIn(visitor, 'pavel');
    await open(`${ROOM}/moderation`);
    await page.getByText('She sells these').waitFor();
    expect(await page.getByText('Said in the community').count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'moderation-queue');
    await page.getByLabel('A word to whom it concerns').fill('Please offer it elsewhere');
    await page.getByRole('button', { name: 'Hide it' }).click();
    await page.getByText('Nothing waits').waitFor();
    expect(faults).toEqual([]);
    for (const path of ['/c/mel/moderation', '/c/mel/moderation/people/leila', '/c/mel/settings', '/c/mel/permissions/x']) {
      const answer = await page.goto(path);
      expect([403, 404], path).toContain(answer!.status());
    }
    await open(`/c/mel/discussions/${elsewhere}`);
    expect(await page.getByText('Pin', { exact: true }).count()).toBe(0);
  });
  expect((await world.as('tomasi').get(headers.location!)).statusCode).toBe(404);
});

it('gives stewards pages that everybody can use, wide and narrow, light and dark', { timeout: 120_000 }, async () => {
  const paths = { report: `/report/${elsewhere}`, roles: '/roles', 'role-form': '/roles/new?like=community_keeper', permissions: '/permissions', features: '/features', use: '/what-we-use', log: '/log', queue: '/moderation', person: '/moderation/people/leila', rules: '/moderation/rules', done: '/moderation/log' };
  for (const [width, colorScheme] of [[360, 'light'], [1280, 'dark']] as const)
    await browser.visit(async (visitor) => {
      await signIn(visitor, 'anjali');
      for (const [name, path] of Object.entries(paths)) {
        await visitor.open(`/c/mel${path}`);
        expect(await axe(visitor.page)).toEqual([]);
        await screenshot(visitor.page, `steering-${name}-${width}-${colorScheme}`);
      }
      expect(visitor.faults).toEqual([]);
    }, { width, colorScheme });
});
