import type { DemoDiscussion } from '../types.ts';

const H = 60;
const D = 1440;

export const welcome: DemoDiscussion[] = [
  {
    type: 'conversation',
    title: 'Welcome: how we talk here',
    language: 'en',
    tags: ['welcome'],
    pinned: true,
    posts: [
      {
        author: 'anjali',
        minutesAgo: 420 * D,
        body: 'This is a place for people who monitor, evaluate and try to learn from it. Three habits make it work:\n\n1. **Ask early.** A half-formed question on Tuesday beats a finished one after the deadline.\n2. **Say where you stand.** Country, kind of programme, size of sample. Advice without a place is only opinion.\n3. **Come back.** If an answer helped, mark it *I used this* and tell us what happened.\n\nEverything works by mail too. Nobody has to post; readers are members.',
        reactions: { thanks: ['grace', 'tomasi', 'leila', 'miriam', 'teuila', 'hawa'] },
      },
      { author: 'grace', minutesAgo: 419 * D, body: 'And a fourth: failures first. I will begin. In 2022 I ran an endline with last year’s clinic list. We interviewed nineteen closed clinics.', reactions: { thanks: ['leila', 'ruta', 'kofi'], same: ['yusuf', 'dinh'] } },
      { author: 'yusuf', minutesAgo: 300 * D, body: 'Only nineteen? We once sampled a village that had moved. The enumerators followed the school bus.' },
    ],
  },
  {
    type: 'conversation',
    title: 'Introduce yourself',
    language: 'en',
    tags: ['welcome'],
    posts: [
      { author: 'anjali', minutesAgo: 415 * D, body: 'Who are you, where are you, and what are you stuck on? Two sentences are plenty.' },
      { author: 'tomasi', minutesAgo: 399 * D, body: 'Tomasi, Suva. I run panels on islands where the boat comes on Fridays. Stuck on enumerators who marry into the sample.' },
      { author: 'leila', minutesAgo: 394 * D, body: 'Leila, Tunis. People call me when a panel has lost a third of its households. Stuck on being called earlier.', reactions: { thanks: ['tomasi'] } },
      { author: 'pavel', minutesAgo: 379 * D, via: 'mail', body: 'Pavel, Bishkek and the road to Osh. Water projects. I read you by mail on the bus, so please keep attachments small.' },
      { author: 'ruta', minutesAgo: 359 * D, body: 'Rūta from Vilnius. I evaluate for foundations with budgets of four digits. It concentrates the mind.' },
      { author: 'joao', minutesAgo: 349 * D, body: 'João, Nampula. Paper forms, phones with cracked screens, patient colleagues. Good to find others.' },
      { author: 'mei', minutesAgo: 339 * D, body: 'Mei-Ling, Taipei. I build feedback lines. Stuck on the question what to do with the third identical complaint.' },
      { author: 'grace', minutesAgo: 338 * D, body: '@mei answer the first two. Seriously: we print the answer on the clinic wall, the third complaint never comes.', reactions: { used: ['mei', 'hawa'] } },
      { author: 'samuel', minutesAgo: 334 * D, body: 'Samuel, Ho. Farmer field schools. I ask farmers to grade the trainers and then have to tell the trainers.' },
      { author: 'ines', minutesAgo: 319 * D, body: 'Inés, desde El Alto. Recojo historias de cambio; escribo en español y leo en inglés.' },
      { author: 'amina', minutesAgo: 309 * D, body: 'Amina, Dakar. I coordinate monitoring for nine partners who each have their own template. Stuck on template number ten.', reactions: { same: ['yusuf', 'olga', 'tariq'] } },
      { author: 'peter', minutesAgo: 299 * D, body: 'Peter, Stockholm. I am the donor. I read your reports. Ask me which pages.' },
      { author: 'kofi', minutesAgo: 209 * D, body: '@peter I am the district planner and I ask the same question from the other end.' },
      { author: 'peter', minutesAgo: 208 * D, body: 'The summary, the page with limitations, and the table that somebody hid in annex 4.' },
      { author: 'farah', minutesAgo: 289 * D, body: 'Farah, Karachi. Data protection. I am the person who asks why you need the date of birth.' },
      { author: 'manuel', minutesAgo: 279 * D, body: 'Manuel, Manila. We phone people a week after a storm. Stuck on answering machines that melt.' },
      { author: 'hawa', minutesAgo: 274 * D, body: 'Hawa, Freetown. Scorecards with clinics and the villages around them. The shouting is part of the method.' },
      { author: 'bai', minutesAgo: 254 * D, body: 'Sarangerel, Ulaanbaatar. My sampling frame has hooves.', reactions: { thanks: ['tomasi', 'lena', 'george'] } },
      { author: 'wanjiru', minutesAgo: 239 * D, body: 'Wanjirũ, Nairobi. I check whether your survey can be answered by somebody who does not see, hear or walk as you do. Mostly it can, after an hour of work.' },
      { author: 'nomsa', minutesAgo: 229 * D, body: 'Nomsa, Mbabane. I harvest outcomes. The best ones were in nobody’s plan.' },
      { author: 'emma', minutesAgo: 169 * D, body: 'Emma, Copenhagen. Contribution analysis, with more doubt every year.' },
      { author: 'kiran', minutesAgo: 139 * D, body: 'Kiran, Kathmandu. I count school lunches. Some schools are two days away on foot, and lunch is at noon.' },
      { author: 'zainab', minutesAgo: 79 * D, body: 'Zainab, Lagos. Immunisation registers. Before dashboards, pencils.' },
      { author: 'lena', minutesAgo: 44 * D, body: 'Lena, Berlin. I evaluate evaluations, which makes me popular at conferences.' },
      { author: 'teuila', minutesAgo: 8 * D, body: 'Teuila, Apia. Biologist. Last month I was handed a logframe and a deadline. What do I read first?' },
      { author: 'george', minutesAgo: 8 * D - 3 * H, body: '@teuila nothing yet. Come to the office, we walk the reef and say aloud what should change and who would notice. Then read.', reactions: { thanks: ['teuila', 'anjali', 'carla'] } },
      { author: 'miriam', minutesAgo: 22 * H, body: 'Miriam, Port Vila. Health officer for six islands with one boat. I need monitoring that fits into the boat.' },
    ],
  },
];
