import { expect, it } from 'vitest';
import { testDatabase } from '#test/engines.ts';
import { buildApp } from '../../../app.ts';
import { readConfig } from '../../../config.ts';
import { closeServices, openServices } from '../../../services.ts';
import { setUpLink } from './link.ts';

it('names the host on every page from then on, and makes an address that was left empty', async () => {
  const database = await testDatabase();
  const { address, folder } = database;
  const services = await openServices(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', RATE_LIMIT: '0', BASE_URL: 'http://copse.test', ...('url' in address && { DATABASE_URL: address.url }) }));
  const app = await buildApp(services);
  try {
    const token = new URL((await setUpLink(services))!).searchParams.get('token')!;
    const form = { token, name: 'Asha', address: 'asha@example.org', password: 'four words in a row', host: 'Green Desk', community_name: 'Field notes', slug: '', visibility: 'public' };
    const headers = { host: 'copse.test', origin: 'http://copse.test', 'content-type': 'application/x-www-form-urlencoded' };
    const done = await app.inject({ method: 'POST', url: '/set-up', headers, payload: new URLSearchParams(form).toString() });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/c/field-notes']);
    for (const url of ['/communities', '/sign-in']) expect((await app.inject({ url, headers: { host: 'copse.test' } })).body).toContain('Green Desk');
  } finally {
    await app.close();
    await closeServices(services);
    await database.drop();
  }
});
