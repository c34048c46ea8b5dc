import { expect, it } from 'vitest';
import { crown, grow } from './grove.ts';

it('grows the same trees from the same name, within the sky, and a page can afford them', () => {
  const trees = grow('Monitoring, Evaluation & Learning', 80);
  expect(trees).toEqual(grow('Monitoring, Evaluation & Learning', 80));
  expect(trees).not.toEqual(grow('Water Users', 80));
  expect(trees.every((tree) => tree.height <= 80 && tree.x > 0 && tree.x < 1200)).toBe(true);
  expect(trees.map(crown).join('').length).toBeLessThan(4000);
  expect(crown(trees[0]!)).toMatch(/^m0-\d+(c[-\d ]+){1}q[-\d ]+c[-\d ]+z$/);
});
