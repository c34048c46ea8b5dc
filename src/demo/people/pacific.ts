import { members } from '../write.ts';

export const pacific = members([
  {
    name: 'Tomasi Seru', handle: 'tomasi', joined: 421,
    headline: 'Household surveys', organisation: 'National statistics office, Suva',
    country: 'FJ', timeZone: 'Pacific/Fiji', language: 'en',
    canHelpWith: ['small-island sampling', 'survey procurement', 'manuals for interviewers'],
    lookingFor: 'Other statistics offices that run panels with outside money.',
    bio: 'I look after household surveys on a hundred inhabited islands. The boat timetable is a sampling frame.',
  },
  {
    name: 'Mereana Hohepa', handle: 'mereana', joined: 132,
    headline: 'Evaluator, indigenous-led programmes', organisation: 'Te Ara Whānau Evaluation, Rotorua',
    country: 'NZ', timeZone: 'Pacific/Auckland', language: 'en',
    canHelpWith: ['rubrics written with communities', 'data sovereignty', 'values in evaluation'],
    lookingFor: 'Evaluations where the community held the pen and the funder read it.',
    bio: 'I ask who decides what good looks like, and then wait for the answer.',
  },
  {
    name: 'Losa Faleafa', handle: 'losa', joined: 24,
    headline: 'Planning officer, climate adaptation', organisation: 'Ministry of environment, planning division, Apia',
    country: 'WS', timeZone: 'Pacific/Apia', language: 'en',
    canHelpWith: ['village consultations', 'reporting to climate funds'],
    lookingFor: 'Monitoring plans that four people can carry.',
    bio: 'One of four people who do everything. Learning to say which part of everything matters.',
  },
  {
    name: 'Serah Kalo', handle: 'serah', joined: 2,
    headline: 'Monitoring officer, rural water', organisation: 'Provincial water office, Luganville',
    country: 'VU', timeZone: 'Pacific/Efate', language: 'en',
    canHelpWith: ['water committees', 'Bislama translations'],
    lookingFor: 'How to check rain tanks on islands I reach twice a year.',
    bio: 'New in the job since August. I have a boat, a clipboard and now a tablet.',
  },
]);
