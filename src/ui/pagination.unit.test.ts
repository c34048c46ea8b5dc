import { expect, it } from 'vitest';
import { pageNumbers } from './pagination.ts';

it.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [3, 5, [1, 2, 3, 4, 5]],
  [5, 51, [1, null, 4, 5, 6, null, 51]],
  [51, 51, [1, null, 50, 51]],
])('on page %d of %d', (current, last, numbers) => expect(pageNumbers(current, last)).toEqual(numbers));
