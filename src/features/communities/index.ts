import type { Feature } from '../../feature.ts';
import texts from './texts.ts';
import { onSetUp } from '../people/index.ts';
import { createCommunity } from './actions.ts';
import { hostPages } from './host.ts';
import { logoRoutes } from './logo.ts';
import { communityPages } from './pages.ts';
import { addBaseCapabilities } from './permissions/base.ts';
import { settingsPages } from './settings.ts';
import './tables.ts';

export * from './access.ts';
export * from './actions.ts';
export * from './frame.ts';
export { addCapability, atLeast, can, roleIn, type Capability } from './permissions/capabilities.ts';
export {
  communityBySlug,
  countInSpace,
  facilitatorsOf,
  listCommunities,
  membersOf,
  spaceById,
  spacesOfCommunity,
  updateSpace,
  type Member,
  type Space,
} from './queries.ts';
export { newCommunity } from './schema.ts';
export { default as SpaceForm } from './views/SpaceForm.svelte';
export type * from './tables.ts';
export { addHomePart, type HomePart } from './home.ts';

export const feature: Feature = {
  name: 'communities',
  texts,
  setUp() {
    addBaseCapabilities();
    onSetUp((ctx, input) => createCommunity(ctx, input as Parameters<typeof createCommunity>[1]));
  },
  routes(app) {
    hostPages(app);
    communityPages(app);
    settingsPages(app);
    logoRoutes(app);
  },
};
