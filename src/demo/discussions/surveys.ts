import type { DemoDiscussion } from '../types.ts';

const H = 60;
const D = 1440;

export const surveys: DemoDiscussion[] = [
  {
    room: 'surveys',
    type: 'question',
    title: 'How do you keep a baseline honest when the survey firm changes midway?',
    language: 'en',
    tags: ['data quality', 'panels'],
    acceptedPost: 1,
    posts: [
      { author: 'tomasi', minutesAgo: 2 * D, body: 'Our panel has run since 2023 with one firm. Procurement now brings another, halfway to the endline. The first pilot with the new team moved three of our eleven outcome means by more than a standard error, on people whom we had asked four weeks before.\n\nHas anyone kept a comparison alive through this? I can share both training manuals.', reactions: { same: ['bai', 'samuel'] } },
      { author: 'leila', minutesAgo: 1.7 * D, body: '> moved three of our eleven outcome means\n\nWe overlapped the two teams for one month on a random tenth of the sample and carried the difference as a correction with its own error. It cost 4 % of the survey budget and saved the comparison.\n\n| Outcome | Old team | New team | Shift |\n|---|---|---|---|\n| Meals a day | 2.61 | 2.44 | −0.17 (0.06) |\n| Days worked last month | 14.2 | 15.0 | +0.8 (0.5) |\n\nIf there is no money for an overlap: keep two of the old supervisors. It explained half of our shift. The correction itself is one line:\n\n```\nsvy: mean meals if round==3, over(team) coeflegend\n```', reactions: { thanks: ['tomasi', 'pavel', 'dinh', 'rashid', 'manuel'], used: ['pavel'] } },
      { author: 'pavel', minutesAgo: 6 * H, via: 'mail', body: 'Same for me in 2024. We did not overlap, and regret it. What helped afterwards was re-interviewing 60 households with both teams. Happy to talk on Thursday’s call.', reactions: { thanks: ['tomasi'] } },
      { author: 'tomasi', minutesAgo: 3 * H, body: 'Two supervisors it is; the ministry agreed this morning. @leila may I quote your table in the terms of reference?' },
      { author: 'leila', minutesAgo: 2 * H, body: 'Please do. And ask the new firm for the interviewer’s code in every row, or you will not be able to see it at all.' },
    ],
  },
  {
    room: 'surveys',
    type: 'conversation',
    title: 'Phone panels after the floods: response rates by month',
    language: 'en',
    tags: ['remote monitoring', 'panels'],
    posts: [
      { author: 'manuel', minutesAgo: 41 * D, body: 'Our numbers from two storms, 1,200 households each:\n\n| Month | First storm | Second storm |\n|---|---|---|\n| 1 | 71 % | 78 % |\n| 2 | 58 % | 71 % |\n| 3 | 49 % | 69 % |\n\nWhat changed: a call at the hour that people chose, the same voice each time, and load worth one day’s data. The same voice did most of it.', reactions: { thanks: ['leila', 'mei', 'nadia'], used: ['fatou'] } },
      { author: 'nadia', minutesAgo: 40 * D, body: 'How did you keep the same voice with staff turnover? Ours change every six weeks.' },
      { author: 'manuel', minutesAgo: 40 * D - 5 * H, body: 'A handover call with both on the line. Two minutes. It sounds silly until you see month 3.' },
      { author: 'fatou', minutesAgo: 12 * D, body: 'We tried the handover call with 300 listeners. From 44 to 61 % in the third month. Thank you.', reactions: { thanks: ['manuel'] } },
    ],
  },
  {
    room: 'surveys',
    type: 'question',
    title: 'Sampling herders who will not be where the frame says',
    language: 'en',
    tags: ['sampling'],
    posts: [
      { author: 'bai', minutesAgo: 30 * D, body: 'Winter camps are registered, summer pastures are not, and 40 % of households split. We have satellite tiles of gers from June. Does anybody sample from tiles directly, and what do reviewers say?' },
      { author: 'li', minutesAgo: 29 * D, body: 'We do, with one condition: somebody stands in twenty tiles before anything else. We found that one ger in six was a kitchen.', reactions: { thanks: ['bai'] } },
      { author: 'leila', minutesAgo: 29 * D - 4 * H, body: 'Tiles as clusters with probability by a count of roofs, then list all within. Report the roofs-to-households ratio as a finding. Reviewers like a number that you measured yourself.' },
      { author: 'saule', minutesAgo: 27 * D, body: 'And ask who is at the *other* camp. In our data the women’s camp was the one that the frame forgot.', reactions: { thanks: ['bai', 'wanjiru', 'grace'] } },
    ],
  },
  {
    type: 'question',
    title: 'Does anyone have a two-page protocol for checking translated questionnaires?',
    language: 'en',
    tags: ['instruments'],
    posts: [
      { author: 'dinh', minutesAgo: 2 * D + 3 * H, body: 'We back-translate, everybody nods, and then a word for “worry” turns out to mean “debt”. I need something that a district office can do in one afternoon.', reactions: { same: ['kiran', 'joao'] } },
    ],
  },
  {
    type: 'question',
    title: 'What do you do with enumerators who finish too fast?',
    language: 'en',
    tags: ['data quality', 'forms'],
    acceptedPost: 2,
    posts: [
      { author: 'rashid', minutesAgo: 66 * D, body: 'Median interview is 34 minutes. Two colleagues do it in 15, with beautiful data. I do not want to accuse anybody.' },
      { author: 'samuel', minutesAgo: 65 * D, body: 'Sit with them for a day. One of ours had simply stopped reading the examples aloud, and it was better so.' },
      { author: 'dinh', minutesAgo: 65 * D - 3 * H, body: 'Look at the seconds *per question* before you look at people. If the short ones are short everywhere it is speed; if they are short only in the roster, it is invention.\n\n- audio of three random questions per interview, with consent\n- a second visit to one household in twenty, by somebody friendly\n- tell everyone in advance; the number falls by half the same week', reactions: { thanks: ['rashid', 'zainab', 'kiran', 'tomasi'], used: ['rashid'] } },
      { author: 'rashid', minutesAgo: 50 * D, body: 'It was the roster. We shortened the roster. Nobody was accused.', reactions: { thanks: ['dinh', 'anjali'] } },
    ],
  },
  {
    type: 'question',
    title: 'Monitoring that fits in one boat: which five numbers would you keep?',
    language: 'en',
    tags: ['indicators', 'health'],
    posts: [
      { author: 'miriam', minutesAgo: 20 * H, body: 'Six islands, nine clinics, one visit a month if the sea agrees. Head office sent 42 indicators. I can collect five without lying. Which would you keep, and what do I tell them about the other 37?', reactions: { same: ['george', 'kiran', 'joao'] } },
      { author: 'zainab', minutesAgo: 15 * H, body: 'Stock-out days of four medicines (that is one number), births attended, vaccine fridge temperature log complete yes/no, referrals that arrived, and one question to a patient: *would you come back?*' },
      { author: 'kofi', minutesAgo: 40, body: 'As for the 37: send them the hours it would take. In hours, with the boat. My own office gave up 25 indicators in one afternoon when I did.' },
    ],
  },
];
