import type { Frame } from '../context.ts';

/** The moment of every sample page: a Tuesday morning. */
export const NOW = Date.UTC(2026, 10, 24, 8, 5);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const ago = { minutes: (n: number) => NOW - n * 60_000, hours: (n: number) => NOW - n * HOUR, days: (n: number) => NOW - n * DAY };

const DOORS = [
  { door: 'home', label: 'Home' },
  { door: 'talk', label: 'Talk' },
  { door: 'know', label: 'Know' },
  { door: 'meet', label: 'Meet' },
  { door: 'grow', label: 'Grow' },
  { door: 'people', label: 'People' },
] as const;

/** A frame as the server would make it for Anjali in the sample community. */
export function sampleFrame(over: Partial<Frame> = {}): Frame {
  return {
    title: 'Sample',
    description: null,
    url: '/c/mel',
    canonical: 'http://localhost/c/mel',
    language: 'en',
    direction: 'ltr',
    theme: null,
    hostName: 'Copse',
    viewer: { name: 'Anjali Nair', handle: 'anjali', photo: null, admin: true, mailStopped: null, unread: 3 },
    space: {
      name: 'Monitoring, Evaluation & Learning',
      tagline: 'What did we learn, and who needs to know?',
      href: '/c/mel',
      hue: 155,
      logo: null,
      room: null,
      facilitates: true,
      joined: true,
    off: [],
    },
    door: 'home',
    doors: DOORS.map(({ door, label }) => ({ door, label, href: door === 'home' ? '/c/mel' : `/c/mel/${door}`, current: door === over.door })),
    inner: [],
    places: [
      { label: 'Monitoring, Evaluation & Learning', href: '/c/mel' },
      { label: 'Pacific Water', href: '/c/water' },
    ],
    crumbs: [],
    searchHref: '/c/mel/search',
    tools: ['Print', 'Download PDF', 'Markdown'].map((label) => ({ label, href: `#${label}` })),
    footer: ['About', 'Help', 'Contact'].map((label) => ({ label, href: `#${label}` })),
    flash: null,
    feeds: [],
    now: NOW,
    timeZone: 'UTC',
    noIndex: true,
    ...over,
  };
}

export const discussions = [
  { title: 'How do you keep a baseline honest when the survey firm changes midway?', by: 'Tomasi Seru', at: ago.hours(3), replies: 12, people: 5, unread: true, pinned: false, tag: 'Data quality', state: 'unanswered', text: 'Our panel has run since 2023 with one firm. Procurement now brings another, halfway to endline.' },
  { title: 'Read first: how we ask and answer here', by: 'Ruta Kalnina', at: ago.days(41), replies: 4, people: 4, unread: false, pinned: true, tag: 'Welcome', state: '', text: 'Say where you work, what you tried, and by when you need it. Two paragraphs are enough.' },
  { title: 'Outcome harvesting with a ministry that wants a logframe', by: 'Ruta Kalnina', at: ago.hours(20), replies: 23, people: 11, unread: true, pinned: false, tag: 'Outcome harvesting', state: 'e-discussion, week 2 of 3', text: 'This week: which evidence persuaded your counterpart? Synthesis due 14 December.' },
  { title: 'Phone panels after the floods: response rates by month', by: 'Leila Mansouri', at: ago.days(1), replies: 11, people: 6, unread: false, pinned: false, tag: 'Remote methods', state: 'answered', text: 'Leila shared her call protocol; Pavel used it in Osh and came back with results.' },
  { title: 'Consolidated reply: indicators for water-user associations', by: 'José Ortega Villanueva', at: ago.days(6), replies: 31, people: 14, unread: false, pinned: false, tag: 'Indicators', state: 'in the library', text: 'Fourteen contributors from nine countries. Read the four-page summary or the whole exchange.' },
  { title: 'Short contracts, long outcomes: who measures after we leave?', by: 'Nguyễn Thị Hoa', at: ago.days(9), replies: 7, people: 7, unread: false, pinned: false, tag: 'Sustainability', state: '', text: 'Three of our five partners have no monitoring budget once the grant closes.' },
];

export const people = [
  ['Tomasi Seru', 'Fiji Bureau of Statistics', 'Suva', 'Panel surveys, enumerator training'],
  ['Leila Mansouri', 'Independent', 'Tunis', 'Phone surveys, attrition'],
  ['Pavel Orlov', 'Aga Khan Foundation', 'Osh', 'Rural livelihoods, Stata'],
  ['Ruta Kalnina', 'Facilitator', 'Riga', 'Outcome harvesting, facilitation'],
  ['José Ortega Villanueva', 'Water Users’ Federation', 'Cochabamba', 'Water governance'],
  ['Nguyễn Thị Hoa', 'Oxfam', 'Hanoi', 'Gender, learning reviews'],
  ['Abdirahman Yusuf Warsame', 'Save the Children', 'Hargeisa', 'Nutrition, third-party monitoring'],
  ['Miriam Tabi', 'Ministry of Health', 'Port Vila', 'Health information systems'],
] as const;
