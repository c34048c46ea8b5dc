import { discussion } from '../write.ts';
import { founders } from './introductions/founders.ts';
import { joiners } from './introductions/joiners.ts';
import { lately } from './introductions/lately.ts';

/** The long thread: every member says hello in it, and some answer. */
export const introductions = discussion(
  { key: 'introductions', type: 'conversation', title: 'Introduce yourself: who are you, and which question keeps coming back?', tags: ['community', 'introductions'] },
  [...founders, ...joiners, ...lately],
);
