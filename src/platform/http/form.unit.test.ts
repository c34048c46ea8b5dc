import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { dropUploads, readForm } from './form.ts';

it('keeps uploaded files until the answer is sent, and no longer', async () => {
  const app = Fastify();
  await app.register(multipart);
  app.addHook('onResponse', dropUploads);
  let path = '';
  app.post('/', async (request) => {
    const form = await readForm(request);
    path = form.files[0]!.path;
    // Long enough for the request, whose body is read, to be closed.
    await wait(50);
    return readFileSync(path, 'utf8') + form.fields.title;
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const body = new FormData();
  body.append('title', 'Wells');
  body.append('file', new Blob(['x'.repeat(200_000)]), 'a.txt');
  const answer = await fetch(address, { method: 'POST', body });
  expect(await answer.text()).toBe(`${'x'.repeat(200_000)}Wells`);
  await expect.poll(() => existsSync(path)).toBe(false);
  await app.close();
});
