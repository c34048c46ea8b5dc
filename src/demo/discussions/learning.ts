import type { DemoDiscussion } from '../types.ts';

const H = 60;
const D = 1440;

export const learning: DemoDiscussion[] = [
  {
    type: 'conversation',
    title: 'Outcome harvesting with a ministry that wants a logframe',
    language: 'en',
    tags: ['outcome harvesting', 'government'],
    posts: [
      { author: 'nomsa', minutesAgo: 18 * D, body: 'We harvested 23 outcomes with the ministry of agriculture. They liked them so much that they asked for them *as indicators, with targets, by Friday*. I would rather not lose the ministry.' },
      { author: 'emma', minutesAgo: 17 * D, body: 'Could the logframe hold the *questions* instead? “By December: at least ten verified changes in how extension officers work, three of them unexpected.” It is a target, and it stays open.', reactions: { thanks: ['nomsa', 'carla', 'ruta'] } },
      { author: 'kofi', minutesAgo: 17 * D - 6 * H, body: 'From inside a district office: a target we can reach by looking more closely is the best kind. Emma’s wording would pass here.' },
      { author: 'peter', minutesAgo: 16 * D, body: 'It would pass with us too, if the verification is named. Who says that an outcome happened?' },
      { author: 'nomsa', minutesAgo: 15 * D, body: 'Two people who did not profit from it, one of them outside the ministry. We asked 31 such people for the 23.', reactions: { thanks: ['peter', 'lena'] } },
      { author: 'lena', minutesAgo: 14 * D, body: 'I disagree a little: ten *verified* changes as a target will produce ten verified changes. I have seen the eleventh wait in a drawer for January.' },
      { author: 'nomsa', minutesAgo: 3 * D, body: 'They took it, with “at least” and without the ten. The officer said: then we have to keep looking. Exactly.', reactions: { thanks: ['emma', 'anjali', 'ines', 'grace'], used: ['hawa'] } },
    ],
  },
  {
    type: 'question',
    title: 'After-action review without blame: how do you begin?',
    language: 'en',
    tags: ['learning', 'facilitation'],
    acceptedPost: 1,
    posts: [
      { author: 'yusuf', minutesAgo: 90 * D, body: 'Our last one turned into a trial within four minutes. Nine people, one late shipment.' },
      { author: 'grace', minutesAgo: 90 * D - 2 * H, body: 'Four questions, in this order, written on the wall before anyone sits:\n\n1. What did we expect to happen?\n2. What happened?\n3. Why the difference?\n4. What do we do on Monday?\n\nThe trick is (1): everybody writes their own answer in silence and reads it out. It turns out that nine people expected nine things, and after that nobody is guilty.', reactions: { thanks: ['yusuf', 'anjali', 'hawa', 'sophie', 'kiran', 'teuila'], used: ['yusuf', 'olga'] } },
      { author: 'olga', minutesAgo: 60 * D, body: 'Used it with a town council and the water utility in one room. The silence was the best part.' },
      { author: 'yusuf', minutesAgo: 55 * D, body: 'Second attempt: nine expectations, one shipment, and a checklist that fits on a hand. Thank you, @grace.' },
    ],
  },
  {
    type: 'conversation',
    title: 'Theory of change fatigue',
    language: 'en',
    tags: ['theory of change'],
    closed: true,
    posts: [
      { author: 'carla', minutesAgo: 130 * D, body: 'My students draw arrows until the paper is full. I have begun to forbid arrows in the first week: only sentences that begin with “if” and end with somebody’s name. Who else is tired?' },
      { author: 'emma', minutesAgo: 129 * D, body: 'I keep the arrows and ask for one thing on each: *what else could explain it?*' },
      { author: 'tariq', minutesAgo: 128 * D, body: 'As an economist I like arrows with prices. What does it cost to find out whether this arrow is true?' },
      { author: 'ruta', minutesAgo: 127 * D, body: 'We test the arrow on which most money hangs, and leave the others alone. One page, one arrow, one season.', reactions: { thanks: ['carla', 'peter', 'teuila'] } },
      { author: 'anjali', minutesAgo: 100 * D, body: 'I have put the thread into a summary for the library and close it here. The next one may begin with “if”.' },
    ],
  },
  {
    type: 'question',
    title: 'What does an evaluation of a 200,000 programme reasonably cost?',
    language: 'en',
    tags: ['budgets'],
    posts: [
      { author: 'ruta', minutesAgo: 75 * D, body: 'A foundation offers 6,000 for an “impact evaluation”. I would like to answer with arithmetic and not with a sigh.' },
      { author: 'tariq', minutesAgo: 74 * D, body: 'Days, honestly: inception 4, documents 3, field 8, analysis 6, writing 5, talking it through 3. At your rate that is the answer. Then ask which of their questions deserve a day.' },
      { author: 'peter', minutesAgo: 73 * D, body: 'We publish between 3 and 7 % for programmes of that size. I have never regretted cutting questions. I have often regretted cutting the days for talking it through.', reactions: { thanks: ['ruta', 'lena', 'nadia'] } },
    ],
  },
  {
    type: 'conversation',
    title: 'Reading findings aloud on the radio',
    language: 'en',
    tags: ['feedback', 'radio'],
    posts: [
      { author: 'fatou', minutesAgo: 33 * D, body: 'We read our survey results on air and open the line. Last week a listener corrected the number of wells in her village, with names. She was right, our map was from 2019. Twelve corrections in one hour.', reactions: { thanks: ['mei', 'hawa', 'anjali', 'ines', 'ana'] } },
      { author: 'mei', minutesAgo: 32 * D, body: 'What do you do with corrections that contradict each other?' },
      { author: 'fatou', minutesAgo: 32 * D - 2 * H, body: 'We read both aloud the week after. By then somebody has counted.' },
      { author: 'ana', minutesAgo: 9 * D, body: 'Copied this in two towns of the Sertão. In the second one the mayor called. Also a finding.' },
    ],
  },
  {
    type: 'question',
    title: 'Consent for photos of children in a public report',
    language: 'en',
    tags: ['ethics', 'data protection'],
    acceptedPost: 1,
    posts: [
      { author: 'kiran', minutesAgo: 48 * D, body: 'Head office wants faces. Parents said yes on a form in a language that they do not read.' },
      { author: 'farah', minutesAgo: 47 * D, body: 'Then they did not say yes. What works for us:\n\n- show the report of last year, on paper, with the place where the picture would stand\n- ask again after a day; people change their minds overnight, and should\n- hands, backs, drawings: half of our covers have no face and nobody missed one\n- write down until when, and who deletes', reactions: { thanks: ['kiran', 'wanjiru', 'hawa', 'zainab'], used: ['kiran', 'budi'] } },
      { author: 'wanjiru', minutesAgo: 46 * D, body: 'And ask the child. Ours chose a picture of the goat.' },
    ],
  },
  {
    type: 'question',
    title: 'How do you report a result that nobody wants to hear?',
    language: 'en',
    tags: ['use of evaluation'],
    posts: [
      { author: 'olga', minutesAgo: 3 * D, body: 'The training changed nothing that we can see. The minister opens the second phase on the 12th. I have a slot of ten minutes on the 9th.', reactions: { same: ['nadia', 'yusuf', 'lena'] } },
    ],
  },
];
