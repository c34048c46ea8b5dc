import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, openBrowser, screenshot, type TestBrowser, type Visitor } from '#test/browser.ts';
import { tracesIn } from '#test/schema.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let browser: TestBrowser;
const ADDRESS = 'rosalind@faraway.example';
const NAME = 'Rosalind Featherstone';
const DAY = 86_400_000;

beforeAll(async () => {
  world = await makeWorld();
  browser = await openBrowser(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const unfolded = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
async function mailed(path: string): Promise<string> {
  await world.work();
  const pattern = new RegExp(`http://copse\\.test${path}[^\\s"<]*`);
  const mail = (await world.mails()).find(({ to, raw }) => to === ADDRESS && pattern.test(unfolded(raw)));
  return pattern.exec(unfolded(mail?.raw ?? ''))![0];
}

async function signUp({ page, open }: Visitor): Promise<void> {
  await open('/sign-up');
  await page.locator('[name=name]').fill(NAME);
  await page.locator('[name=address]').fill(ADDRESS);
  await page.locator('[name=password]').fill('four words in a row');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Please look into your mail' }).waitFor();
  await open(await mailed('/confirm'));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Your address is confirmed').waitFor();
}

async function write({ page, open }: Visitor): Promise<string> {
  await open('/c/mel/discussions/new');
  await page.locator('[name=title]').fill('Wells that run dry');
  await page.locator('textarea[name=body]').fill('Ours did in **March**.');
  await page.locator('input[type=file]').first().setInputFiles({ name: 'depths.csv', mimeType: 'text/csv', buffer: Buffer.from('well,depth\n1,40\n') });
  await page.getByText('depths.csv').first().waitFor();
  await page.locator('form.composer button.btn:not(.plain)').click();
  await page.getByRole('heading', { name: 'Wells that run dry' }).waitFor();
  return new URL(page.url()).pathname;
}

async function takeAlong({ page, open }: Visitor): Promise<Record<string, string>> {
  await open('/me/settings');
  await page.getByRole('navigation', { name: 'In this part' }).getByRole('link', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Prepare my data' }).click();
  await page.getByText('A mail tells you when it is ready').waitFor();
  const link = await mailed('/me/data/exports');
  const download = page.waitForEvent('download');
  await page.evaluate((href) => location.assign(href), link);
  const files = unzipSync(readFileSync(await (await download).path()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

it('a member leaves with all data', async () => {
  await browser.visit(async (visitor) => {
    const { page, open, faults } = visitor;
    await signUp(visitor);
    const at = await write(visitor);
    expect((await world.as('leila').post(`${at}/reply`, { body: 'How deep, @rosalind-featherstone?' })).statusCode).toBe(303);
    const files = await takeAlong(visitor);
    const names = Object.keys(files);
    expect(files[names.find((name) => name.endsWith('-depths.csv'))!]).toContain('well,depth');
    expect(files[names.find((name) => name.startsWith('posts/mel/'))!]).toContain('Ours did in **March**.');
    expect(JSON.parse(files['data/person.json']!)).toMatchObject([{ name: NAME, account: [{ email: ADDRESS }] }]);

    await open('/me/settings/data');
    expect(await axe(page)).toEqual([]);
    await screenshot(page, 'my-data-1280');
    await page.getByLabel('Stays, without your name').check();
    await page.getByRole('button', { name: 'Erase my account' }).click();
    await page.getByText('Say that you are sure').first().waitFor();
    await page.getByLabel('I know that nobody can bring it back').check();
    await page.getByRole('button', { name: 'Erase my account' }).click();
    await page.getByText('Your account is erased on').waitFor();
    await open(await mailed('/stay'));
    await page.getByRole('button', { name: 'I stay' }).waitFor();

    world.pass(8 * DAY);
    await world.work();
    world.pass(DAY);
    await world.work();
    await open('/me/settings');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await open(at);
    await page.getByText('Ours did in').waitFor();
    await page.getByText('a former member').first().waitFor();
    expect(await tracesIn(world.services.database, [NAME, 'rosalind-featherstone', ADDRESS])).toEqual([]);
    expect(faults.filter((fault) => !/422|404/.test(fault))).toEqual([]);
  });
});
