import type { Newcomer } from './queries.ts';

/** Something a newcomer does first. */
export interface FirstStep {
  name: string;
  /** Key of the text that says it. */
  label: string;
  order: number;
  /** Where it is done; `home` is the community's address. */
  href(home: string, newcomer: Newcomer): string;
  /** Noticed by itself. */
  done(newcomer: Newcomer): boolean;
}

const steps: FirstStep[] = [];

export function addFirstStep(step: FirstStep): void {
  if (steps.some(({ name }) => name === step.name)) return;
  steps.push(step);
  steps.sort((a, b) => a.order - b.order);
}

export const firstSteps = (): readonly FirstStep[] => steps;

export function addUsualSteps(): void {
  addFirstStep({ name: 'profile', label: 'joining.step.profile', order: 10, href: () => '/me/settings', done: ({ photo_key, headline }) => photo_key !== null && headline !== null });
  addFirstStep({ name: 'introduce', label: 'joining.step.introduce', order: 20, href: (home, { introduce }) => introduce ?? `${home}/discussions/new`, done: ({ wrote }) => wrote });
  addFirstStep({ name: 'follow', label: 'joining.step.follow', order: 30, href: (home) => `${home}/discussions`, done: ({ follows }) => follows });
}
