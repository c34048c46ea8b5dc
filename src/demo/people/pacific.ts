import { members } from '../write.ts';

export const pacific = members([
  {
    name: 'Tomasi Seru', handle: 'tomasi', joined: 421,
    headline: 'Household surveys', organisation: 'National statistics office, Suva',
    country: 'FJ', timeZone: 'Pacific/Fiji', language: 'en',
    canHelpWith: ['small-island sampling', 'survey procurement', 'manuals for interviewers'],
    lookingFor: 'Other statistics offices that run panels with outside money.',
    speaks: ['fj', 'en', 'hif'], since: '2008',
    before: [{ name: 'Ministry of agriculture, Suva', from: '2001', to: '2007' }],
    practice: 'Household surveys on a hundred islands: boats, frames, manuals, procurement.',
    bookmarks: [
      { url: 'https://sdd.spc.int/', title: 'Statistics for development, Pacific Community', note: 'Survey data of the islands.', tags: 'statistics, Pacific' },
    ],
    sex: 'male',
    bio: 'I look after household surveys on a hundred inhabited islands. The boat timetable is a sampling frame.',
  },
  {
    name: 'Mereana Hohepa', handle: 'mereana', joined: 132,
    headline: 'Evaluator, indigenous-led programmes', organisation: 'Te Ara Whānau Evaluation, Rotorua',
    country: 'NZ', timeZone: 'Pacific/Auckland', language: 'en',
    canHelpWith: ['rubrics written with communities', 'data sovereignty', 'values in evaluation'],
    lookingFor: 'Evaluations where the community held the pen and the funder read it.',
    speaks: ['mi', 'en'], since: '2015',
    practice: 'Evaluation led by iwi: rubrics written together, data that stays with its people.',
    bio: 'I ask who decides what good looks like, and then wait for the answer.',
  },
  {
    name: 'Losa Faleafa', handle: 'losa', joined: 24,
    headline: 'Planning officer, climate adaptation', organisation: 'Ministry of environment, planning division, Apia',
    country: 'WS', timeZone: 'Pacific/Apia', language: 'en',
    canHelpWith: ['village consultations', 'reporting to climate funds'],
    lookingFor: 'Monitoring plans that four people can carry.',
    speaks: ['sm', 'en'], since: '2022',
    practice: 'Consultations in villages and reporting to climate funds, with four people.',
    bio: 'One of four people who do everything. Learning to say which part of everything matters.',
  },
  {
    name: 'Serah Kalo', handle: 'serah', joined: 2,
    headline: 'Monitoring officer, rural water', organisation: 'Provincial water office, Luganville',
    country: 'VU', timeZone: 'Pacific/Efate', language: 'en',
    canHelpWith: ['water committees', 'Bislama translations'],
    lookingFor: 'How to check rain tanks on islands I reach twice a year.',
    speaks: ['bi', 'en', 'fr'], since: '2026-08',
    practice: 'Rural water on islands that I reach twice a year: committees, tanks, photographs.',
    bio: 'New in the job since August. I have a boat, a clipboard and now a tablet.',
  },
]);
