import type { Translate } from '#platform/i18n/index.ts';

/** "Leila", "Leila and Pavel", "Leila and 3 others". */
export function namesOf(t: Translate, actors: { name: string }[]): string {
  const [first, second] = actors;
  if (!first) return '';
  if (!second) return first.name;
  return actors.length === 2 ? t('notifications.names_two', { first: first.name, second: second.name }) : t('notifications.names_more', { first: first.name, n: actors.length - 1 });
}
