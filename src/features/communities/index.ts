import type { Feature } from '../../feature.ts';
import texts from './texts.ts';
import { onSetUp } from '../people/index.ts';
import { createCommunity } from './actions.ts';
import { hostPages } from './host.ts';
import { logoRoutes } from './logo.ts';
import { communityPages } from './pages.ts';
import { settingsPages } from './settings.ts';
import './tables.ts';

export * from './access.ts';
export * from './actions.ts';
export * from './frame.ts';
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
export { addMyHomePart, type MyHomePart, type MyRow, type MySpaces } from './me/parts.ts';
export { addWorkListPart, type WorkList, type WorkListPart, type WorkRow } from './work/parts.ts';

export const feature: Feature = {
  name: 'communities',
  texts,
  setUp() {
    onSetUp((ctx, input) => createCommunity(ctx, input as Parameters<typeof createCommunity>[1]));
  },
  routes(app) {
    hostPages(app);
    communityPages(app);
    settingsPages(app);
    logoRoutes(app);
  },
};
