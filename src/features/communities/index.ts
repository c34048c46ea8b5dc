import { retireJobs } from '#platform/jobs/index.ts';
import type { Feature } from '../../feature.ts';
import texts from './texts.ts';
import roomTexts from './rooms/texts.ts';
import { mailPages } from './mail/pages.ts';
import mailTexts from './mail/texts.ts';
import meTexts from './me/texts.ts';
import workTexts from './work/texts.ts';
import { onSetUp } from '../people/index.ts';
import { createCommunity } from './actions.ts';
import { hostPages } from './host.ts';
import { logoRoutes } from './logo.ts';
import { myHomePages } from './me/pages.ts';
import { addCommunityHomeParts, communityPages } from './pages.ts';
import { logPages } from './log/pages.ts';
import { addBaseCapabilities } from './permissions/base.ts';
import { permissionPages } from './permissions/pages.ts';
import { rolePages } from './roles/pages.ts';
import { setUpRotation } from './roles/rotation.ts';
import { addingPages } from './rooms/adding.ts';
import { eventCalendar } from './rooms/calendar.ts';
import { setUpDormancy } from './rooms/dormancy.ts';
import { addRoomHomeParts } from './rooms/home.ts';
import { setUpForming } from './rooms/lifecycle.ts';
import { forwardMovedItems } from './rooms/moved/forward.ts';
import { setUpCommunityRows } from './rooms/moved/own-rows.ts';
import { roomPages } from './rooms/pages.ts';
import { requestPages } from './rooms/requests/pages.ts';
import { roomSteering } from './rooms/steering.ts';
import { addRoomWork } from './rooms/work.ts';
import { switchPages } from './switches/pages.ts';
import { settingsPages } from './settings.ts';
import { setUpCommunityData } from './own-data.ts';
import './rooms/tables.ts';
import './tables.ts';
import { workPages } from './work/pages.ts';
import './work/tables.ts';

export * from './access.ts';
export * from './actions.ts';
export * from './frame.ts';
export { addCapability, atLeast, can, isClosed, roleIn, type Capability } from './permissions/capabilities.ts';
export {
  communityBySlug,
  countInSpace,
  facilitatorsOf,
  listCommunities,
  peopleWithRole,
  roleOf,
  membersOf,
  spaceById,
  spacesOfCommunity,
  spacesOfCommunities,
  updateSpace,
  type Member,
  type Space,
} from './queries.ts';
export { holdersOf, namedRolesOf } from './roles/queries.ts';
export { logChange } from './log/actions.ts';
export { newCommunity } from './schema.ts';
export { addToRoom, membersToAdd } from './rooms/adding.ts';
export { addRoomContent, roomContents, type RoomContent, type RoomThing } from './rooms/content.ts';
export { changeState, wakesRooms } from './rooms/lifecycle.ts';
export { askableRoom, listedRooms, roomRows, setAskingPath, type ListedRoom, type RoomRow } from './rooms/listing.ts';
export { changeRoom, createRoom } from './rooms/opening.ts';
export { mergeRooms, splitRoom } from './rooms/rearranging.ts';
export { addressFor } from './rooms/addresses.ts';
export { setState } from './rooms/queries.ts';
export { slug as spaceSlug } from './fields.ts';
export { appoint, endTermsIn, saveNamedRole } from './roles/actions.ts';
export { changeSwitches } from './switches/actions.ts';
export { addRoomFate } from './rooms/fates.ts';
export { communityNow } from './rooms/moved/queries.ts';
export { addCommunityRows, communityRows, type GoesWith } from './rooms/moved/rows.ts';
export { decide, requestRoom, sayWouldJoin, withdraw } from './rooms/requests/actions.ts';
export { requestById as roomRequestById, requestsIn, wouldJoin, type ListedRequest as RoomRequested } from './rooms/requests/queries.ts';
export { template } from './rooms/template.ts';
export { decision, newRoom, roomMerge, roomRequest, roomSettings, roomSplit, stateChange } from './rooms/schema.ts';
export { changeMail } from './mail/actions.ts';
export { mailChoice } from './mail/schema.ts';
export { mailWays, prefixed, REPLIES, type MailWays } from './mail/ways.ts';
export { addSteeringPage, inSteering } from './steering.ts';
export { acting } from './acting.ts';
export { addHygienePart, loadHygieneParts } from './mail/hygiene.ts';
export { addSwitch, switchedOff } from './switches/registry.ts';
export { default as CommunityList } from './views/CommunityList.svelte';
export { default as SpaceForm } from './views/SpaceForm.svelte';
export type * from './tables.ts';
export { addHomePart, type HomePart } from './home.ts';
export { addMyHomePart, type MyHomePart, type MyRow, type MySpaces } from './me/parts.ts';
export { myCommunities, mySpaces } from './me/spaces.ts';
export { chooseLetters, settleWork } from './work/actions.ts';
export { facilitatorIds, wantsLetters } from './work/queries.ts';
export { workList, type OpenWork } from './work/list.ts';
export { settling } from './work/schema.ts';
export { addWaitingPart, addWorkListPart, type WorkList, type WaitingRow, type WorkListPart, type WorkRow } from './work/parts.ts';

export const feature: Feature = {
  name: 'communities',
  texts: { ...texts, ...meTexts, ...roomTexts, ...workTexts, ...mailTexts },
  setUp() {
    setUpCommunityData();
    setUpCommunityRows();
    forwardMovedItems();
    addBaseCapabilities();
    setUpRotation();
    setUpForming();
    setUpDormancy();
    addRoomWork();
    addCommunityHomeParts();
    addRoomHomeParts();
    onSetUp((ctx, input) => createCommunity(ctx, input as Parameters<typeof createCommunity>[1]));
    // Letters that the ledger brings now: see community-notices.
    retireJobs('communities.work_week', 'communities.ask_about_room', 'communities.answer_room_request', 'communities.tell_added', 'communities.remind_of_term');
  },
  routes(app) {
    hostPages(app);
    communityPages(app);
    settingsPages(app);
    mailPages(app);
    roomPages(app);
    addingPages(app);
    requestPages(app);
    roomSteering(app);
    eventCalendar(app);
    permissionPages(app);
    rolePages(app);
    switchPages(app);
    logPages(app);
    logoRoutes(app);
    myHomePages(app);
    workPages(app);
  },
};
