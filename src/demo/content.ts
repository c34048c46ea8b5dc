import { languages } from './discussions/languages.ts';
import { learning } from './discussions/learning.ts';
import { surveys } from './discussions/surveys.ts';
import { welcome } from './discussions/welcome.ts';
import type { DemoDiscussion } from './types.ts';

export { people } from './people.ts';
export { rooms } from './rooms.ts';

export const community = {
  slug: 'mel',
  name: 'Monitoring, Evaluation & Learning',
  tagline: 'What did we learn, and who needs to know?',
  description:
    'We are people who monitor and evaluate development work, and want it to teach somebody something.\n\n**Our domain** is the use of evidence in programmes that change people’s lives: baselines, panels, stories, reviews, budgets, and the conversations with those who decide.\n\n**Our community** is a few dozen practitioners in as many countries. Some write, many read; both are welcome.\n\n**Our practice** is made here: questions from the week, answers from experience, and protocols that we would give to a colleague.',
  hue: 155,
};

export const discussions: DemoDiscussion[] = [...welcome, ...surveys, ...learning, ...languages];
