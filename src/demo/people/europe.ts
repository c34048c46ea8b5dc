import { members } from '../write.ts';

export const europe = members([
  {
    name: 'Hanna Lindqvist', handle: 'hanna', joined: 419,
    headline: 'Evaluation adviser at a funder', organisation: 'Norrsken Development Trust, Uppsala',
    country: 'SE', timeZone: 'Europe/Stockholm', language: 'en',
    canHelpWith: ['what funders really need', 'budgeting evaluations', 'learning questions'],
    lookingFor: 'To hear what our reporting costs you.',
    speaks: ['sv', 'en'], since: '2010',
    before: [{ name: 'International development agency, Stockholm', from: '1999', to: '2010' }],
    practice: 'Budgeting and reading evaluations at a funder; learning questions that fit on one page.',
    audiences: { address: 'members' },
    sex: 'female',
    bio: 'I am the donor in the room. Be frank; I asked to be here for that.',
  },
  {
    name: 'Moira Campbell', handle: 'moira', joined: 419,
    headline: 'Evaluator, theory-based approaches', organisation: 'Independent consultant, Inverness',
    country: 'GB', timeZone: 'Europe/London', language: 'en',
    canHelpWith: ['theory of change', 'contribution analysis', 'report writing'],
    lookingFor: 'Evaluations that were wrong, and how you found out.',
    speaks: ['en', 'gd'], since: '2009',
    before: [{ name: 'University of the Highlands', from: '1994', to: '2009' }],
    practice: 'Theory-based evaluation: contribution analysis, realist interviews, reports that somebody finishes.',
    bookmarks: [
      { url: 'https://mande.co.uk/', title: 'MandE News', note: '', tags: 'monitoring' },
      { url: 'https://www.betterevaluation.org/', title: 'BetterEvaluation', note: 'Where I send everyone first.', tags: 'methods, guides' },
    ],
    sex: 'female',
    bio: 'Thirty years at this. I have retired twice and it did not take.',
  },
  {
    name: 'Oksana Hrytsenko', handle: 'oksana', joined: 266,
    headline: 'Remote and third-party monitoring', organisation: 'Svitlo Monitoring Group, Dnipro',
    country: 'UA', timeZone: 'Europe/Kyiv', language: 'en',
    canHelpWith: ['remote monitoring', 'photo and document verification', 'duty of care'],
    lookingFor: 'Thresholds: when do you stop collecting?',
    speaks: ['uk', 'ru', 'en'], since: '2019',
    before: [{ name: 'Accounting chamber, Kyiv', from: '2010', to: '2018' }],
    practice: 'Remote and third-party monitoring: three weak sources, photo checks, thresholds for stopping.',
    bio: 'Оксана Гриценко. Auditor who became a monitor. I trust three weak sources over one strong one.',
  },
]);
