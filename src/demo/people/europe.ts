import { members } from '../write.ts';

export const europe = members([
  {
    name: 'Hanna Lindqvist', handle: 'hanna', joined: 419,
    headline: 'Evaluation adviser at a funder', organisation: 'Norrsken Development Trust, Uppsala',
    country: 'SE', timeZone: 'Europe/Stockholm', language: 'en',
    canHelpWith: ['what funders really need', 'budgeting evaluations', 'learning questions'],
    lookingFor: 'To hear what our reporting costs you.',
    bio: 'I am the donor in the room. Be frank; I asked to be here for that.',
  },
  {
    name: 'Moira Campbell', handle: 'moira', joined: 419,
    headline: 'Evaluator, theory-based approaches', organisation: 'Independent consultant, Inverness',
    country: 'GB', timeZone: 'Europe/London', language: 'en',
    canHelpWith: ['theory of change', 'contribution analysis', 'report writing'],
    lookingFor: 'Evaluations that were wrong, and how you found out.',
    bio: 'Thirty years at this. I have retired twice and it did not take.',
  },
  {
    name: 'Oksana Hrytsenko', handle: 'oksana', joined: 266,
    headline: 'Remote and third-party monitoring', organisation: 'Svitlo Monitoring Group, Dnipro',
    country: 'UA', timeZone: 'Europe/Kyiv', language: 'en',
    canHelpWith: ['remote monitoring', 'photo and document verification', 'duty of care'],
    lookingFor: 'Thresholds: when do you stop collecting?',
    bio: 'Оксана Гриценко. Auditor who became a monitor. I trust three weak sources over one strong one.',
  },
]);
