import { hueStep } from './initials.ts';

/** A tree of the treeline: where it stands (0-1200), how tall, and whether it bears. */
export interface Tree {
  x: number;
  height: number;
  ripe: boolean;
}

/** A treeline grown from a name, its tallest trees at most `tallest` high: the same name always gives the same trees. */
export function grow(name: string, tallest: number): Tree[] {
  let state = 1 + hueStep(name) * 7919 + name.length * 104729;
  const next = (): number => ((state = (state * 48271) % 2147483647), state / 2147483647);
  const trees: Tree[] = [];
  for (let x = 14; x < 1190; x += 12 + tallest * (0.1 + next() * 0.35)) {
    trees.push({ x: Math.round(x), height: Math.round(tallest * (0.3 + 0.7 * next() ** 1.6)), ripe: next() > 0.9 });
  }
  return trees;
}

/** The outline of a tree whose foot stands at 0,0 and whose trunk rises to -height. */
export function crown({ height }: Tree): string {
  const half = Math.round(height * 0.3 + 3);
  const side = Math.round(half * 0.47);
  const foot = Math.round(height * 0.64);
  const tip = Math.round(height * 0.08);
  const rise = foot - tip;
  return `m0-${Math.round(height * 0.36)}c-${half} 0-${half}-${Math.round(foot * 0.56)}-${side}-${rise}q${side}-${2 * tip} ${2 * side} 0c${half - side} ${Math.round(foot * 0.44)} ${half - side} ${rise}-${side} ${rise}z`;
}
