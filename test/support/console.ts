import { afterEach, beforeEach, expect, onTestFailed, vi } from 'vitest';
import { said } from './log.ts';

beforeEach(() => {
  said.length = 0;
  vi.spyOn(console, 'error').mockClear();
  onTestFailed(() => void (said.length > 0 && process.stdout.write(`what the server said meanwhile:\n${said.join('')}`)));
});

// An error on the console is a failure that nobody looked at.
afterEach(() => {
  expect(vi.mocked(console.error).mock.calls).toEqual([]);
});
