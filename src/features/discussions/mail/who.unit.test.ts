import { expect, it } from 'vitest';
import { whoIsTold } from './who.ts';

it('tells followers and those mentioned, each once', () => {
  expect(whoIsTold({ authorId: 9 }, [1, 2], [2, 3], [])).toEqual([1, 2, 3]);
});

it('tells neither the author nor anybody who muted', () => {
  expect(whoIsTold({ authorId: 1 }, [1, 2], [1, 3], [3])).toEqual([2]);
  expect(whoIsTold({ authorId: null }, [1], [], [])).toEqual([1]);
});
