import { retireJobs } from '#platform/jobs/index.ts';
import type { Feature } from '../../feature.ts';
import { addCommunityRows, setAskingPath } from '../communities/index.ts';
import { addPersonalData, addWrittenText, ownRows, signedRows } from '../people/index.ts';
import { joiningApi } from './api.ts';
import { entrancePages } from './entrance/pages.ts';
import { invitationPages } from './invitations/pages.ts';
import { setUpInvitationLetters } from './invitations/letters.ts';
import { leavingPages } from './leaving/pages.ts';
import { setUpMemberLists } from './members/actions.ts';
import { memberListCommands } from './members/command.ts';
import { memberListPages } from './members/pages.ts';
import { answerRequestsByMail } from './requests/by-mail.ts';
import { requestPages } from './requests/pages.ts';
import { setUpRequestWork } from './requests/work.ts';
import './tables.ts';
import { setUpJoiningKinds } from './telling/kinds.ts';
import texts from './texts.ts';
import { setUpWelcome, welcomePages } from './welcome/pages.ts';
import { addUsualSteps } from './welcome/steps.ts';

export { answerRequest, askIn } from './requests/actions.ts';
export { saveEntrance } from './entrance/queries.ts';
export { addFirstStep, type FirstStep } from './welcome/steps.ts';

export const feature: Feature = {
  name: 'joining',
  texts,
  setUp() {
    const room = { room: true } as const;
    addCommunityRows({
      entrances: room,
      join_requests: room,
      invitations: room,
      invitation_uses: { table: 'invitations', by: 'invitation_id' },
      first_steps_done: { stays: 'steps into the community' },
      member_lists: room,
    });
    setUpJoiningKinds();
    retireJobs('joining.mail', 'joining.mail_to');
    setUpInvitationLetters();
    setUpMemberLists();
    setUpWelcome();
    setUpRequestWork();
    answerRequestsByMail();
    addUsualSteps();
    setAskingPath((community, room) => `${community}/join/rooms/${room.id}`);
    addPersonalData(ownRows('join_requests.person_id'));
    addPersonalData(signedRows('join_requests.decided_by'));
    for (const column of ['invitations.inviter_id', 'member_lists.by_id']) addPersonalData(ownRows(column, { without: ['hash', 'plan'] }));
    for (const column of ['invitation_uses.person_id', 'first_steps_done.person_id']) addPersonalData(ownRows(column));
    addPersonalData(signedRows('entrances.contact_id', { without: ['welcome_html'] }));
    addWrittenText({ table: 'entrances', id: 'space_id', columns: { question: 'text', welcome: 'text', welcome_html: 'html' } });
    addWrittenText({ table: 'join_requests', id: 'id', columns: { reason: 'text', note: 'text' } });
    addWrittenText({ table: 'invitations', id: 'id', columns: { note: 'text' } });
  },
  routes(app) {
    entrancePages(app);
    requestPages(app);
    invitationPages(app);
    memberListPages(app);
    leavingPages(app);
    welcomePages(app);
    joiningApi(app);
  },
  commands: memberListCommands,
};
