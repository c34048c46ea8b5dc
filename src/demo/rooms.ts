import { unindent } from './write.ts';
import type { DemoRoom } from './types.ts';

/** Rooms of the sample community. */
export const rooms: DemoRoom[] = [
  {
    slug: 'surveys', name: 'Surveys and panels', kind: 'working-group', language: 'en', hue: 210, visibility: 'public', facilitator: 'leila', opened: 405,
    purpose: 'Surveys that can be believed, and repeated',
    product: 'A shelf of survey protocols, each used at least twice', dueIn: 96,
    description: unindent(`
      A working group with a product: a shelf of **protocols that have been used at least twice**, for panels, phone surveys, training, back-checks and weights.

      - Bring a real instrument, sample or dataset; leave names and coordinates at home.
      - Code is welcome in Stata, R or anything that others can read.
      - When you have used somebody’s protocol, come back and say what happened. That is the whole method.

      We meet on the first Thursday of the month for an hour.
    `),
    members: ['leila', 'farhana', 'tomasi', 'ngozi', 'pavel', 'tigist', 'bayarmaa', 'warsame', 'carlos', 'thanhha', 'joao', 'keisha', 'kwabena', 'grace', 'nour', 'hanna', 'maricel', 'elif'],
  },
  {
    slug: 'stories', name: 'Qualitative methods and stories', kind: 'special-interest', language: 'en', hue: 28, visibility: 'public', facilitator: 'joyce', opened: 380,
    purpose: 'Evidence in words: stories as data, and doubts about that',
    description: unindent(`
      For those who think that a story can be evidence, and for those who doubt it and want to talk about why.

      What helps here: the interview guide as it really was, the quotation you nearly left out, how you chose whom to ask. Consent comes first: **nobody’s story is posted who could be recognised and has not agreed**.
    `),
    members: ['joyce', 'yolanda', 'moira', 'elif', 'nour', 'mereana', 'anjali', 'siti', 'rukhshona', 'mariaelena', 'jeanpaul', 'thandi', 'maricel', 'carlos', 'luc', 'fatou', 'hanna', 'leila'],
  },
  {
    slug: 'francophone', name: 'Suivi-évaluation en français', kind: 'language', language: 'fr', hue: 265, visibility: 'public', facilitator: 'aminata', opened: 332,
    purpose: 'Échanger en français sur nos pratiques, sans traduire',
    description: unindent(`
      Un espace pour celles et ceux qui travaillent en français, du Sahel à la Caraïbe. On y pose des questions, on y partage des outils, on y traduit ce qui mérite de l’être.

      - Les **résumés des discussions anglaises** utiles sont publiés ici chaque mois.
      - Les documents peuvent rester imparfaits : un brouillon utile vaut mieux qu’un guide attendu.
      - On se tutoie ou on se vouvoie, comme on préfère.
    `),
    members: ['aminata', 'leila', 'fatou', 'luc', 'jeanpaul', 'wilnise', 'anjali', 'celeste'],
  },
  {
    slug: 'kigali-2027', name: 'Annual gathering, Kigali 2027', kind: 'event', language: 'en', hue: 80, visibility: 'members', facilitator: 'jeanpaul', opened: 70,
    purpose: 'Three days together, and what comes out of them',
    startsIn: 170, lasts: 3, venue: 'Kigali, Rwanda',
    description: unindent(`
      Three days face to face, **no slides before lunch**. This room holds the preparation, the travel questions and afterwards the notes.

      | Day | Morning | Afternoon |
      |---|---|---|
      | 1 | Failures we learned from | Clinics: bring an instrument |
      | 2 | Visit to two districts | What the districts asked us |
      | 3 | Open space | What each of us will do by June |

      Those who cannot travel take part by phone: each session has a listener who writes it up the same evening.
    `),
    members: ['jeanpaul', 'anjali', 'joyce', 'leila', 'thandi', 'tigist', 'grace', 'fatou', 'celeste', 'ngozi', 'kwabena', 'hanna', 'mereana', 'keisha', 'bikash', 'losa'],
  },
  {
    slug: 'data-ethics', name: 'Consent and data protection', kind: 'special-interest', language: 'en', hue: 320, visibility: 'members', facilitator: 'thandi', opened: 6,
    purpose: 'What we ask people to agree to, and what we then do with their answers',
    description: unindent(`
      Bring the consent form as it is, not as it should be. We read one a fortnight.
    `),
    members: ['thandi'],
  },
  {
    slug: 'costing', name: 'What evaluation costs', kind: 'special-interest', language: 'en', hue: 45, visibility: 'members', facilitator: 'kwabena', opened: 210, dormant: true,
    purpose: 'Days, fees and travel, compared honestly',
    description: unindent(`
      We share budgets with the names taken out, so that the next one is less of a guess.
    `),
    members: ['kwabena', 'grace', 'carlos', 'hanna', 'nour'],
  },
  {
    slug: 'glossary', name: 'Glossary in five languages', kind: 'working-group', language: 'en', hue: 190, visibility: 'public', facilitator: 'celeste', opened: 380, archived: true,
    purpose: 'One word for each idea, in the languages that we write reports in',
    product: 'A glossary of 120 terms', dueIn: -40,
    description: unindent(`
      Done: 120 terms in English, French, Spanish, Portuguese and Russian. The list is in the library; the talk that led to it stays here.
    `),
    members: ['celeste', 'aminata', 'carlos', 'rukhshona', 'joao'],
  },
  {
    slug: 'yearbook', name: 'Editors of the yearbook', kind: 'working-group', language: 'en', hue: 100, visibility: 'invited', facilitator: 'joyce', opened: 45,
    purpose: 'Chooses and edits what goes into our yearbook',
    product: 'The yearbook', dueIn: 60,
    description: unindent(`
      Drafts are read here by people who promise to be kind and exact.
    `),
    members: ['joyce', 'moira', 'elif', 'luc'],
  },
  {
    slug: 'small-grants', name: 'Readers of the small grants', kind: 'working-group', language: 'en', hue: 100, visibility: 'secret', facilitator: 'anjali', opened: 20,
    purpose: 'Reads applications where nobody can lean on the readers',
    product: 'A list of twelve grants', dueIn: 30,
    description: unindent(`
      Nobody outside knows who reads. Say so when you know an applicant.
    `),
    members: ['anjali', 'tigist', 'mereana', 'warsame'],
  },
];
