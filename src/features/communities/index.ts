import type { Feature } from '../../feature.ts';
import texts from './texts.ts';
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
export type * from './tables.ts';
export { addHomePart, type HomePart } from './home.ts';

export const feature: Feature = {
  name: 'communities',
  texts,
  routes(app) {
    communityPages(app);
    settingsPages(app);
    logoRoutes(app);
  },
};
