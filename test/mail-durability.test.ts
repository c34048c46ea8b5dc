import { existsSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { afterEach, expect, it } from 'vitest';
import { replyAddress } from '#platform/mail/answers/index.ts';
import { freePort, startServer } from '#test/server.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
afterEach(() => world.close());

const ENOUGH = 30;

it.runIf(existsSync('dist/server/cli.js'))('posts every mail that was acknowledged, once, through kill -9', async () => {
  const domain = { MAIL_IN_DOMAIN: 'copse.test' };
  world = await makeWorld(domain);
  const started = await world.as('tomasi').post('/c/mel/discussions', { title: 'By mail', body: 'begin' });
  const id = Number(/discussions\/(\d+)/.exec(started.headers.location!)![1]);
  const communityId = (await world.place('leila')).community.id;
  const to = (await replyAddress(world, world.as('leila').personId!, 'd', [communityId, id]))!;
  const port = await freePort();
  const server = await startServer(world.database, { ...domain, MAIL_IN_PORT: String(port), MAIL_IN_HOST: '127.0.0.1' });
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 4 });
  const acknowledged: string[] = [];
  let killed = false;
  const write = async (writer: number) => {
    for (let n = 0; !killed; n += 1) {
      const words = `mail ${writer} ${n}.`;
      const sent = { from: 'leila@example.org', to, subject: 'Re: By mail', text: words, messageId: `<${writer}.${n}@example.org>` };
      await transport.sendMail(sent).then(() => acknowledged.push(words), () => {});
    }
  };
  const writers = [0, 1, 2, 3].map(write);
  for (let waited = 0; acknowledged.length < ENOUGH && waited < 15_000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
  await server.kill();
  killed = true;
  await Promise.all(writers);
  transport.close();
  expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);

  // Jobs that were under way are taken again when their lock has run out.
  world.pass(10 * 60_000);
  await world.work();
  const posts = await world.services.database.db.selectFrom('posts').select('body').where('discussion_id', '=', id).execute();
  const bodies = posts.map(({ body }) => body);
  expect(acknowledged.filter((words) => !bodies.includes(words))).toEqual([]);
  expect(new Set(bodies).size).toBe(bodies.length);
});
