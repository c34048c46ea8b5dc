import { expect, it } from 'vitest';
import { whoIsTold } from './who.ts';

const nobody = { mentioned: [], followers: [], watchers: [], readers: [] };
const reply = { authorId: 9, asks: false, askerId: null };
const asPairs = (told: ReturnType<typeof whoIsTold>) => told.map(({ personId, reason }) => `${personId} ${reason}`);

it('tells each once, by the nearest reason', () => {
  const people = { ...nobody, mentioned: [2, 3], followers: [1, 2, 4], watchers: [1, 5] };
  expect(asPairs(whoIsTold({ ...reply, askerId: 4 }, people))).toEqual(['2 mention', '3 mention', '4 answer', '1 follow', '5 space']);
  expect(asPairs(whoIsTold({ ...reply, asks: true }, { ...nobody, watchers: [5] }))).toEqual(['5 question']);
});

it('tells neither the author nor who has read it', () => {
  expect(asPairs(whoIsTold({ ...reply, authorId: 1, askerId: 1 }, { ...nobody, mentioned: [1, 3], followers: [1, 3, 4], readers: [3] }))).toEqual(['4 follow']);
  expect(asPairs(whoIsTold({ ...reply, authorId: null }, { ...nobody, followers: [1] }))).toEqual(['1 follow']);
});
