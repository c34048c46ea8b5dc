import { retireJobs } from '#platform/jobs/index.ts';
import type { Feature } from '../../feature.ts';
import { addCapability, addCommunityRows } from '../communities/index.ts';
import { MODERATE } from './access.ts';
import { appealByMail } from './appeals/by-mail.ts';
import { appealPages } from './appeals/pages.ts';
import { answerCasesByMail } from './cases/by-mail.ts';
import { casePages } from './cases/pages.ts';
import { setUpTellingModerators } from './cases/waiting.ts';
import { addModerationWork } from './cases/work.ts';
import { moderationLogPages } from './log/pages.ts';
import { setUpTellingPeople } from './log/telling.ts';
import { setUpModerationData } from './own-data.ts';
import { personPages } from './people/pages.ts';
import { reportsPages } from './reports/pages.ts';
import { setUpTellingReporters } from './reports/telling.ts';
import { setUpRoomContent } from './rooms/content.ts';
import { addSpamChecker, remoteChecker } from './screening/checkers.ts';
import { rulesPages } from './screening/pages.ts';
import './tables.ts';
import texts from './texts.ts';

export { decidableCase, MODERATE, moderatedSpaces, reportableItem, type ModeratedSpace } from './access.ts';
export { decide, report } from './cases/actions.ts';
export { queueOf } from './cases/queue.ts';
export { addModeratedKind, type ModeratedKind } from './kinds.ts';
export { appealTo, ownAction } from './appeals/actions.ts';
export { noteAction } from './log/actions.ts';
export { logOf } from './log/entries.ts';
export { ownReports } from './reports/list.ts';
export { lift, measure } from './people/actions.ts';
export { appeal, decision, lifting, measure as measureForm, newReport } from './schema.ts';
export { addSpamChecker, suspicious, type SpamChecker } from './screening/checkers.ts';
export { isHeld, screen, type Contribution } from './screening/screen.ts';

export { changeRules, rulesOf, screeningRules } from './screening/rules.ts';

export const feature: Feature = {
  name: 'moderation',
  texts,
  setUp() {
    const room = { room: true } as const;
    addCommunityRows({ bans: room, standings: room, moderation_rules: room, moderation_cases: room, moderation_actions: room, reports: { table: 'moderation_cases', by: 'case_id' } });
    addCapability({ name: MODERATE, label: 'permissions.moderate', least: 'facilitator', editable: true, contributes: false, order: 55 });
    addSpamChecker(remoteChecker);
    setUpModerationData();
    setUpTellingModerators();
    answerCasesByMail();
    appealByMail();
    addModerationWork();
    setUpTellingPeople();
    setUpTellingReporters();
    retireJobs('moderation.mail_moderator', 'moderation.tell_person');
    setUpRoomContent();
  },
  routes(app) {
    casePages(app);
    personPages(app);
    rulesPages(app);
    moderationLogPages(app);
    appealPages(app);
    reportsPages(app);
  },
};
