import type { Feature } from '../../feature.ts';
import { answerRoomRequestsByMail } from './by-mail.ts';
import { setUpRoomKinds } from './rooms.ts';
import { setUpRequestKinds } from './requests.ts';
import { setUpRoleKinds } from './roles.ts';
import { setUpTermKind } from './terms.ts';
import texts from './texts.ts';
import { setUpWorkLetters } from './work.ts';

/** What people are told of communities and rooms: communities says what happened, the ledger tells it once. */
export const feature: Feature = {
  name: 'community-notices',
  texts,
  setUp() {
    setUpRoomKinds();
    setUpRequestKinds();
    answerRoomRequestsByMail();
    setUpRoleKinds();
    setUpTermKind();
    setUpWorkLetters();
  },
};
