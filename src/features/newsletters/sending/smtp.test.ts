import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOutbox, type Outbox } from '#platform/mail/outbox/index.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';

const LIST = '/c/mel/newsletters';
const HOUR = 3_600_000;

let sink: Sink;
let world: World;
let outbox: Outbox;

beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url });
  outbox = startOutbox(world.services, { watch: false });
});
afterAll(async () => {
  await outbox.stop();
  await world.close();
  await sink.close();
});

async function send(): Promise<void> {
  await world.work();
  await outbox.drain();
}

it('comes through a server that is down or says later: once to each, with the marks of a newsletter', async () => {
  const made = await world.as('anjali').post(LIST, { template: 'letter', title: 'Patience' });
  const id = /\/newsletters\/(\d+)/.exec(made.headers.location!)![1]!;
  await world.as('anjali').post(`${LIST}/${id}/compose`, { title: 'Patience', introduction: 'Hello', language: 'en', audience: 'readers' });
  await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
  sink.answer(() => ({ code: 451, text: '4.3.2 Later' }));
  await send();
  expect(sink.taken).toEqual([]);
  let refusals = 2;
  sink.answer((address) => (address === 'tomasi@example.org' && refusals-- > 0 ? { code: 451, text: '4.2.1 Later' } : null));
  for (let hour = 0; hour < 4; hour += 1) {
    world.pass(HOUR);
    await send();
  }
  expect(sink.taken.map(({ to }) => to).sort()).toEqual(['anjali', 'leila', 'pavel', 'tomasi'].map((name) => `${name}@example.org`));
  expect(sink.taken[0]!.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  expect(sink.taken[0]!.raw).toMatch(/^Precedence: bulk\r$/m);
});

it('is not sent again by a job that died between the mail server and its proof', async () => {
  const before = sink.taken.length;
  const { id: communityId } = (await world.place('anjali')).community;
  const [row] = await world.services.database.db.selectFrom('newsletter_mailings').selectAll().execute();
  // The proof was not written: the same job tries again, another one does not.
  await world.services.database.db.updateTable('newsletter_mailings').set({ sent_at: null }).where('recipient', '=', row!.recipient).execute();
  await world.services.jobs.enqueue(await world.ctx('anjali'), 'newsletters.mail', { communityId, issueId: row!.issue_id, recipient: row!.recipient });
  await send();
  expect(sink.taken).toHaveLength(before);
});
