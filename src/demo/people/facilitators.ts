import { members } from '../write.ts';

export const facilitators = members([
  {
    name: 'Anjali Nair', handle: 'anjali', role: 'facilitator', joined: 426,
    headline: 'Steward of this community; learning adviser', organisation: 'Shared Ground Learning Network, Pune',
    country: 'IN', timeZone: 'Asia/Kolkata', language: 'en',
    canHelpWith: ['facilitating learning reviews', 'rubrics', 'writing terms of reference'],
    lookingFor: 'People who would lead one call a year on something that went wrong.',
    speaks: ['ml', 'en', 'hi', 'mr'], since: '2014',
    before: [{ name: 'Malabar Rural Credit Union, Kozhikode', from: '2006', to: '2013-12' }],
    practice: 'I run learning reviews with teams who have little time: two hours, four questions, one page that names who does what next. Rubrics where numbers say nothing.',
    bookmarks: [
      { url: 'https://www.betterevaluation.org/', title: 'BetterEvaluation', note: 'Where I send everyone first.', tags: 'methods, guides' },
      { url: 'https://mande.co.uk/', title: 'MandE News', note: 'Twenty-five years of one person reading everything.', tags: 'news, monitoring' },
    ],
    sex: 'female',
    bio: 'അഞ്ജലി നായർ. Eighteen years between field offices and head offices, mostly carrying questions from one to the other. I keep the welcome mat here. Write to me if something in the community does not work for you.',
  },
  {
    name: 'Leila Mansouri', handle: 'leila', role: 'facilitator', joined: 425,
    headline: 'Survey methodologist, co-facilitator', organisation: 'Independent consultant, Tunis',
    country: 'TN', timeZone: 'Africa/Tunis', language: 'fr',
    canHelpWith: ['phone panels', 'attrition and weighting', 'Stata', 'survey firms and their contracts'],
    lookingFor: 'Datasets with two modes on the same households, to measure mode effects.',
    speaks: ['ar', 'fr', 'en'], since: '2016-09',
    before: [{ name: 'Institut national de la statistique, Tunis', from: '2004', to: '2016-08' }],
    practice: 'Panels by phone and on paper: sampling frames, weights, interviewers who stay. I like a protocol that fits on two pages.',
    bookmarks: [
      { url: 'https://www.r-survey.org/', title: 'survey: analysis of complex samples in R', note: 'Reads like a textbook.', tags: 'R, sampling' },
    ],
    sex: 'female',
    bio: 'I design panels and then spend years looking after them. Arabic, French and English. I convene the working group on surveys. (ليلى المنصوري)',
  },
  {
    name: 'Joyce Otieno', handle: 'joyce', role: 'facilitator', joined: 425,
    headline: 'Evaluator of local governance, co-facilitator', organisation: 'Lakeside Evaluation Collective, Kisumu',
    country: 'KE', timeZone: 'Africa/Nairobi', language: 'en',
    canHelpWith: ['community feedback meetings', 'most significant change', 'consolidated replies'],
    lookingFor: 'A co-author for a short guide on returning findings to villages.',
    speaks: ['luo', 'sw', 'en'], since: '2012',
    before: [{ name: 'County government, Kisumu', from: '2008', to: '2012' }],
    practice: 'Community meetings that end with decisions; most significant change with people who never wrote a story before.',
    bookmarks: [
      { url: 'https://www.betterevaluation.org/', title: 'BetterEvaluation', note: 'Where I send everyone first.', tags: 'methods, guides' },
    ],
    sex: 'female',
    bio: 'I began as an enumerator on a bicycle and still believe the bicycle taught me more than the degree. I write our consolidated replies, so blame me if yours is missing.',
  },
]);
