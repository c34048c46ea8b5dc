import { ethics } from './discussions/ethics.ts';
import { feedback } from './discussions/feedback.ts';
import { forms } from './discussions/forms.ts';
import { french } from './discussions/french.ts';
import { gathering } from './discussions/gathering.ts';
import { introductions } from './discussions/introductions.ts';
import { languages } from './discussions/languages.ts';
import { lately } from './discussions/lately.ts';
import { money } from './discussions/money.ts';
import { outcomes } from './discussions/outcomes.ts';
import { panels } from './discussions/panels.ts';
import { phone } from './discussions/phone.ts';
import { remote } from './discussions/remote.ts';
import { sampling } from './discussions/sampling.ts';
import { theory } from './discussions/theory.ts';
import { use } from './discussions/use.ts';
import { water } from './discussions/water.ts';
import { welcome } from './discussions/welcome.ts';
import type { DemoDiscussion } from './types.ts';

export { community } from './community.ts';
export { people } from './people.ts';
export { rooms } from './rooms.ts';
export type { DemoCommunity, DemoDiscussion, DemoPerson, DemoPost, DemoReaction, DemoRoom } from './types.ts';

/** What the sample community has talked about, the oldest first. */
export const discussions: DemoDiscussion[] = [
  welcome,
  introductions,
  ...[ethics, feedback, forms, french, gathering, languages, lately, money, outcomes, panels, phone, remote, sampling, theory, use, water].flat(),
].sort((a, b) => b.minutesAgo - a.minutesAgo);
