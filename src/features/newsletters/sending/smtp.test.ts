import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

const LIST = '/c/mel/newsletters';
const taken: { to: string; raw: string }[] = [];
/** How often each address is told to come back later. */
const later = new Map([['tomasi@example.org', 2]]);
let down = false;
let world: World;

// A mail server as they are: takes what it can, sends some away for a while, is down now and then.
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _, done) {
    const left = later.get(address) ?? 0;
    if (left > 0) later.set(address, left - 1);
    done(down || left > 0 ? Object.assign(new Error('4.3.2 Later'), { responseCode: 451 }) : null);
  },
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) taken.push({ to: address, raw: Buffer.concat(parts).toString() });
      done();
    });
  },
});

beforeAll(async () => {
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as { port: number }).port));
  });
  world = await makeWorld({ SMTP_URL: `smtp://127.0.0.1:${port}` });
});
afterAll(async () => {
  await world.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

it('comes through a server that is down or says later: once to each, with the marks of a newsletter', async () => {
  const made = await world.as('anjali').post(LIST, { template: 'letter', title: 'Patience' });
  const id = /\/newsletters\/(\d+)/.exec(made.headers.location!)![1]!;
  await world.as('anjali').post(`${LIST}/${id}/compose`, { title: 'Patience', introduction: 'Hello', language: 'en', audience: 'readers' });
  await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
  down = true;
  await world.work();
  expect(taken).toEqual([]);
  down = false;
  for (let hour = 0; hour < 4; hour += 1) {
    world.pass(3_600_000);
    await world.work();
  }
  expect(taken.map(({ to }) => to).sort()).toEqual(['anjali', 'leila', 'pavel', 'tomasi'].map((name) => `${name}@example.org`));
  expect(taken[0]!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(taken[0]!.raw).toMatch(/^Precedence: bulk\r$/m);
});

it('is not sent again by a job that died between the mail server and its proof', async () => {
  const before = taken.length;
  const { id: communityId } = (await world.place('anjali')).community;
  const [row] = await world.services.database.db.selectFrom('newsletter_mailings').selectAll().execute();
  // The proof was not written: the same job tries again, another one does not.
  await world.services.database.db.updateTable('newsletter_mailings').set({ sent_at: null }).where('recipient', '=', row!.recipient).execute();
  await world.services.jobs.enqueue(await world.ctx('anjali'), 'newsletters.mail', { communityId, issueId: row!.issue_id, recipient: row!.recipient });
  await world.work();
  expect(taken).toHaveLength(before);
});
