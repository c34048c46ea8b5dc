import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureRules } from './rules.ts';

const HERE = import.meta.dirname;
const NO_RULES = new Set(['index.ts', 'rules.ts', 'access.test.ts']);

/** The rules of every file beside this one: a feature adds its own file and nothing else. */
export async function readRules(): Promise<FeatureRules[]> {
  const files = readdirSync(HERE).filter((name) => !NO_RULES.has(name));
  const read = files.map((name) => import(/* @vite-ignore */ join(HERE, name)) as Promise<Record<string, FeatureRules>>);
  return (await Promise.all(read)).flatMap((file) => Object.values(file));
}
