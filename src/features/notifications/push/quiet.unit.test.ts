import { expect, it } from 'vitest';
import { quietUntil } from './quiet.ts';

const night = { since: 22 * 60, until: 7 * 60 };
const at = (text: string) => Date.parse(text);

it('lasts over midnight, by the clock of the person', () => {
  expect(quietUntil(night, 'UTC', at('2026-11-24T23:30:20Z'))).toBe(at('2026-11-25T07:00:00Z'));
  expect(quietUntil(night, 'UTC', at('2026-11-25T06:59:00Z'))).toBe(at('2026-11-25T07:00:00Z'));
  expect(quietUntil(night, 'UTC', at('2026-11-25T07:00:00Z'))).toBeNull();
  // 20:30 in London is 08:30 of the next day in Fiji.
  expect(quietUntil(night, 'Pacific/Fiji', at('2026-11-24T20:30:00Z'))).toBeNull();
  expect(quietUntil(night, 'Pacific/Fiji', at('2026-11-24T10:30:00Z'))).toBe(at('2026-11-24T19:00:00Z'));
});

it('lasts within a day', () => {
  const noon = { since: 12 * 60, until: 13 * 60 };
  expect(quietUntil(noon, 'UTC', at('2026-11-24T12:15:00Z'))).toBe(at('2026-11-24T13:00:00Z'));
  expect(quietUntil(noon, 'UTC', at('2026-11-24T11:59:00Z'))).toBeNull();
});
