import type { Feature } from '../../feature.ts';
import texts from './texts.ts';
import meTexts from './me/texts.ts';
import workTexts from './work/texts.ts';
import { onSetUp } from '../people/index.ts';
import { createCommunity } from './actions.ts';
import { hostPages } from './host.ts';
import { logoRoutes } from './logo.ts';
import { myHomePages } from './me/pages.ts';
import { communityPages } from './pages.ts';
import { logPages } from './log/pages.ts';
import { addBaseCapabilities } from './permissions/base.ts';
import { permissionPages } from './permissions/pages.ts';
import { rolePages } from './roles/pages.ts';
import { setUpRotation } from './roles/rotation.ts';
import { switchPages } from './switches/pages.ts';
import { settingsPages } from './settings.ts';
import './tables.ts';
import { setUpWorkLetters } from './work/letter.ts';
import { workPages } from './work/pages.ts';
import './work/tables.ts';

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
export { logChange } from './log/actions.ts';
export { newCommunity } from './schema.ts';
export { addSteeringPage, inSteering } from './steering.ts';
export { addSwitch, switchedOff } from './switches/registry.ts';
export { default as SpaceForm } from './views/SpaceForm.svelte';
export type * from './tables.ts';
export { addHomePart, type HomePart } from './home.ts';
export { addMyHomePart, type MyHomePart, type MyRow, type MySpaces } from './me/parts.ts';
export { myCommunities } from './me/spaces.ts';
export { settleWork } from './work/actions.ts';
export { workList, type OpenWork } from './work/list.ts';
export { settling } from './work/schema.ts';
export { addWorkListPart, type WorkList, type WorkListPart, type WorkRow } from './work/parts.ts';

export const feature: Feature = {
  name: 'communities',
  texts: { ...texts, ...meTexts, ...workTexts },
  setUp() {
    addBaseCapabilities();
    setUpRotation();
    onSetUp((ctx, input) => createCommunity(ctx, input as Parameters<typeof createCommunity>[1]));
    setUpWorkLetters();
  },
  routes(app) {
    hostPages(app);
    communityPages(app);
    settingsPages(app);
    permissionPages(app);
    rolePages(app);
    switchPages(app);
    logPages(app);
    logoRoutes(app);
    myHomePages(app);
    workPages(app);
  },
};
