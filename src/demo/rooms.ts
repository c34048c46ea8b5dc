import type { DemoRoom } from './types.ts';

export const rooms: DemoRoom[] = [
  {
    slug: 'surveys',
    name: 'Surveys and panels',
    tagline: 'Working group: asking the same people twice',
    visibility: 'public',
    description: 'For everyone who asks the same people twice. We meet on the last Thursday of the month and write down what we learn as short protocols.\n\n- bring a problem, not a presentation\n- share questionnaires, also the bad ones',
    members: ['tomasi', 'leila', 'pavel', 'manuel', 'bai', 'dinh', 'rashid', 'samuel', 'kiran', 'miriam'],
  },
  {
    slug: 'stories',
    name: 'Qualitative methods and stories',
    tagline: 'Special interest: what numbers leave out',
    visibility: 'public',
    description: 'Outcome harvesting, most significant change, and everything else that begins with somebody telling something.',
    members: ['ines', 'nomsa', 'hawa', 'carla', 'fatou', 'miguel', 'ana', 'emma', 'grace'],
  },
  {
    slug: 'francophone',
    name: 'Suivi-évaluation en français',
    tagline: 'Entre praticiens, sans traduire',
    visibility: 'members',
    description: 'Un espace pour réfléchir en français. Les synthèses sont traduites pour toute la communauté.',
    members: ['amina', 'sophie', 'leila', 'nadia', 'peter'],
  },
  {
    slug: 'kigali',
    name: 'Annual gathering, Kigali 2027',
    tagline: 'Preparing three days together',
    visibility: 'invited',
    description: 'The programme group: sessions, visas, beds, and who brings which failure.',
    members: ['anjali', 'grace', 'leila', 'samuel', 'wanjiru'],
  },
];
