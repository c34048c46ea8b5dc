import type { ProfileSection } from '../../people/index.ts';
import Helping from '../views/Helping.svelte';
import { willingness } from './willingness.ts';

/** On a person's page: whether they may be asked for help. Only members of the host are told. */
export const helpingSection: ProfileSection = async (ctx, person) => {
  if (ctx.viewer.personId === null || person.account_id === null) return null;
  const asked = (await willingness(ctx, person.id)) > 0;
  return { view: Helping, props: { name: person.name, own: person.id === ctx.viewer.personId, asked } };
};
