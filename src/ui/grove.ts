import { hueStep } from './initials.ts';

/** A tree of the treeline: where it stands (0-1200), how tall, and whether it bears. */
export interface Tree {
  x: number;
  height: number;
  ripe: boolean;
}

/** A treeline grown from a name: the same name always gives the same trees. */
export function grow(name: string): Tree[] {
  let state = 1 + hueStep(name) * 7919 + name.length * 104729;
  const next = (): number => ((state = (state * 48271) % 2147483647), state / 2147483647);
  const trees: Tree[] = [];
  for (let x = 14; x < 1190; x += 15 + next() * 34) {
    trees.push({ x: Math.round(x), height: Math.round(24 + next() ** 1.6 * 56), ripe: next() > 0.9 });
  }
  return trees;
}

/** The outline of a tree whose foot stands at 0,0 and whose trunk rises to -height. */
export function crown({ height }: Tree): string {
  const w = Math.round(height * 0.2 + 2);
  const top = -height;
  const low = Math.round(-height * 0.36);
  const waist = Math.round(top * 0.72);
  return `M0 ${low}C${-w * 1.5} ${low} ${-w * 1.3} ${waist} ${-w * 0.7} ${top + 6}Q0 ${top - 4} ${w * 0.7} ${top + 6}C${w * 1.3} ${waist} ${w * 1.5} ${low} 0 ${low}z`;
}
