import type { Logger } from 'pino';
import { expect, it } from 'vitest';
import { Trouble } from './trouble.ts';

const MINUTE = 60_000;

function hear() {
  const lines: [string, number | undefined][] = [];
  let now = 0;
  const say = (about: { times?: number }, words: string) => void lines.push([words, about.times]);
  const log = { error: say, info: say } as unknown as Logger;
  const trouble = new Trouble({ log, clock: () => now }, { fails: 'fails', works: 'works' });
  /** Fails every second for so long. */
  const fail = (milliseconds: number) => {
    for (const end = now + milliseconds; now < end; now += 1000) trouble.failed(new Error('no room'));
  };
  return { trouble, fail, pass: (milliseconds: number) => (now += milliseconds), heard: () => lines.splice(0) };
}

it('says once that something fails, again after longer and longer pauses, and when it works again', () => {
  const { trouble, fail, pass, heard } = hear();
  trouble.worked();
  expect(heard()).toEqual([]);
  fail(MINUTE);
  expect(heard()).toEqual([['fails', undefined]]);
  fail(7 * MINUTE);
  expect(heard()).toEqual([['fails', 61], ['fails', 181], ['fails', 421]]);
  fail(24 * 60 * MINUTE);
  expect(heard().length).toBeLessThan(30);
  pass(10_000);
  trouble.worked();
  trouble.worked();
  expect(heard()).toEqual([['works', (8 + 24 * 60) * 60]]);
  fail(1000);
  expect(heard()).toEqual([['fails', undefined]]);
});

it('does not take turns for the better', () => {
  const { trouble, fail, heard } = hear();
  for (let turn = 0; turn < 20; turn += 1) {
    fail(1000);
    trouble.worked();
  }
  expect(heard()).toEqual([['fails', undefined]]);
});
