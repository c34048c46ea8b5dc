import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { bars } from './progress.ts';

function terminal() {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 120 }) as unknown as NodeJS.WriteStream & PassThrough;
  return { stream, text: () => String(stream.read() ?? '') };
}

it('draws a bar from where the work begins to its end, and says a time left once it is known', () => {
  vi.useFakeTimers();
  const { stream, text } = terminal();
  const progress = bars(false, stream);
  const read = progress.reading('Reading', 'MB', 1e6);
  for (let megabytes = 230; megabytes <= 500; megabytes += 0.5) {
    read(megabytes * 1e6, 500e6);
    // A message that takes long.
    vi.advanceTimersByTime(megabytes === 400 ? 60_000 : 50);
  }
  progress.stop();
  vi.useRealTimers();
  const drawn = text();
  expect(/(\d+)%/.exec(drawn)![1]).toBe('46');
  expect(drawn).toContain('100% | 500/500 MB');
  expect(drawn).toMatch(/4\d\d\/500 MB \| \d\ds left/);
  expect(drawn).not.toMatch(/NF|NULL|NaN|UL/);
});

it('is silent where nobody watches', () => {
  const { stream, text } = terminal();
  const progress = bars(true, stream);
  progress.counting('Writing', 2)(1);
  progress.stop();
  expect(text()).toBe('');
});
