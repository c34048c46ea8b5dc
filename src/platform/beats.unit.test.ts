import { expect, it } from 'vitest';
import { Beats } from './beats.ts';
import type { Ctx } from './context.ts';
import type { Database } from './db/index.ts';
import type { Live, LiveMessage } from './live/index.ts';

function hear() {
  let tell: (message: LiveMessage) => void = () => {};
  const live = { subscribe: (_: string, heard: typeof tell) => void (tell = heard), onGap: () => {} } as unknown as Live;
  const beats = new Beats(live, { sqlite: null } as Database);
  const change = (communityId: number | null) => tell({ channel: 'test', data: { communityId } });
  return { beats, change, begin: () => ({ pulse: beats.pulse(), outgoing: null }) as unknown as Ctx };
}

it('keeps what was read until its community changes, or the host', async () => {
  const { beats, change, begin } = hear();
  let reads = 0;
  const read = () => beats.keep(begin(), 1, 'a', async () => (reads += 1));
  expect([await read(), await read()]).toEqual([1, 1]);
  change(2);
  change(null);
  expect(await read()).toBe(1);
  change(1);
  expect([await read(), await read()]).toEqual([2, 2]);
  change(0);
  expect(await read()).toBe(3);
});

it('does not keep what was made of something read before a change', async () => {
  const { beats, change, begin } = hear();
  const ctx = begin();
  const before = 'as it was';
  change(1);
  expect(await beats.keep(ctx, 1, 'a', async () => before)).toBe(before);
  expect(await beats.keep(begin(), 1, 'a', async () => 'as it is')).toBe('as it is');
});

it('reads anew inside a transaction, and keeps nothing that belongs to no community', async () => {
  const { beats, begin } = hear();
  await beats.keep(begin(), 1, 'a', async () => 'kept');
  expect(await beats.keep({ ...begin(), outgoing: [] }, 1, 'a', async () => 'written just now')).toBe('written just now');
  await beats.keep(begin(), () => null, 'b', async () => 'missing');
  expect(await beats.keep(begin(), () => null, 'b', async () => 'there')).toBe('there');
});
