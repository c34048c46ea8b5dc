import { expect, it } from 'vitest';
import type { Level } from '../tables.ts';
import { resolve, resolvePlace, type Choice, type Interest } from './resolve.ts';

const COMMUNITY = { communityId: 1, spaceId: 1 };
const ROOM = { communityId: 1, spaceId: 5 };
const choice = (community_id: number, space_id: number, more: Partial<Choice>): Choice => ({ community_id, space_id, level: null, mail: null, push: null, ...more });

it('takes of each setting the choice nearest to the place', () => {
  const choices = [
    choice(0, 0, { level: 'questions', mail: 'off' }),
    choice(1, 1, { level: 'nothing', push: 'off' }),
    choice(1, 5, { level: 'everything' }),
    choice(2, 2, { level: 'everything', mail: 'now' }),
  ];
  const at = (where: typeof ROOM) => Object.values(resolvePlace(choices, where)).map(({ value, from }) => `${value} ${from}`);
  expect(at(ROOM)).toEqual(['everything room', 'off account', 'off community']);
  expect(at(COMMUNITY)).toEqual(['nothing community', 'off account', 'off community']);
  expect(at({ communityId: 3, spaceId: 3 })).toEqual(['questions account', 'off account', 'on default']);
  expect(Object.values(resolvePlace([], ROOM)).map(({ value }) => value)).toEqual(['followed', 'now', 'on']);
});

it.each<[Level, 'follow' | 'mute' | null, Record<Interest, boolean>]>([
  ['everything', null, { binding: true, standing: true, personal: true, followed: true, question: true, any: true }],
  ['everything', 'mute', { binding: true, standing: true, personal: false, followed: false, question: false, any: false }],
  ['questions', null, { binding: true, standing: true, personal: true, followed: false, question: true, any: false }],
  ['questions', 'follow', { binding: true, standing: true, personal: true, followed: true, question: true, any: false }],
  ['followed', 'follow', { binding: true, standing: true, personal: true, followed: true, question: false, any: false }],
  ['followed', null, { binding: true, standing: true, personal: true, followed: false, question: false, any: false }],
  ['nothing', 'follow', { binding: true, standing: true, personal: false, followed: false, question: false, any: false }],
])('at the level %s, with a thread at %s', (level, thread, expected) => {
  for (const [interest, told] of Object.entries(expected))
    expect(resolve([choice(0, 0, { level })], ROOM, { interest: interest as Interest, thread }).page, interest).toBe(told);
});

it('sends what must be known by mail at once, whatever is chosen', () => {
  const choices = [choice(0, 0, { level: 'nothing', mail: 'off', push: 'off' }), choice(1, 5, { mail: 'weekly' })];
  expect(resolve(choices, ROOM, { interest: 'binding', thread: 'mute' })).toEqual({ page: true, mail: 'now', push: false });
  expect(resolve(choices, COMMUNITY, { interest: 'standing', thread: null })).toEqual({ page: true, mail: 'off', push: false });
});

it('sends nothing of what is not told, and by the channels that are on', () => {
  const mention = { interest: 'personal', thread: null } as const;
  expect(resolve([], ROOM, mention)).toEqual({ page: true, mail: 'now', push: true });
  expect(resolve([choice(1, 5, { mail: 'weekly', push: 'off' })], ROOM, mention)).toEqual({ page: true, mail: 'weekly', push: false });
  expect(resolve([choice(1, 1, { level: 'nothing' })], ROOM, mention)).toEqual({ page: false, mail: 'off', push: false });
});
