import { expect, it } from 'vitest';
import { hueStep, initials } from './initials.ts';

it.each([
  ['Tomasi Seru', 'TS'],
  ['José Ortega Villanueva', 'JV'],
  ['Nguyễn Thị Hoa', 'NH'],
  ['madonna', 'M'],
  ['anjali.nair@copse.example', 'AE'],
  ['ليلى منصوري', 'لم'],
  ['王小明', '王'],
  ['“Kofi” (Accra)', 'KA'],
  ['क्षमा देवी', 'क्षदे'],
  ['  ', '·'],
])('%s is %s', (name, letters) => expect(initials(name)).toBe(letters));

it('keeps a step for a name, within the palette, and uses all of it', () => {
  const steps = Array.from({ length: 400 }, (_, n) => hueStep(`Person ${n}`));
  expect(new Set(steps).size).toBe(12);
  expect(steps.every((step) => step >= 0 && step < 12)).toBe(true);
  expect(hueStep('Leila Mansouri')).toBe(hueStep('Leila Mansouri'));
});
