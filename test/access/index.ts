import type { FeatureRules } from './rules.ts';

/** The rules of every file beside this one: a feature adds its own file and nothing else. */
const files = import.meta.glob<Record<string, FeatureRules>>(['./*.ts', '!./index.ts', '!./rules.ts', '!./*.test.ts'], { eager: true });

export const featureRules: FeatureRules[] = Object.values(files).flatMap((file) => Object.values(file));
