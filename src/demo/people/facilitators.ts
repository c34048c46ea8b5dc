import { members } from '../write.ts';

export const facilitators = members([
  {
    name: 'Anjali Nair', handle: 'anjali', role: 'facilitator', joined: 426,
    headline: 'Steward of this community; learning adviser', organisation: 'Shared Ground Learning Network, Pune',
    country: 'IN', timeZone: 'Asia/Kolkata', language: 'en',
    canHelpWith: ['facilitating learning reviews', 'rubrics', 'writing terms of reference'],
    lookingFor: 'People who would lead one call a year on something that went wrong.',
    bio: 'അഞ്ജലി നായർ. Eighteen years between field offices and head offices, mostly carrying questions from one to the other. I keep the welcome mat here. Write to me if something in the community does not work for you.',
  },
  {
    name: 'Leila Mansouri', handle: 'leila', role: 'facilitator', joined: 425,
    headline: 'Survey methodologist, co-facilitator', organisation: 'Independent consultant, Tunis',
    country: 'TN', timeZone: 'Africa/Tunis', language: 'fr',
    canHelpWith: ['phone panels', 'attrition and weighting', 'Stata', 'survey firms and their contracts'],
    lookingFor: 'Datasets with two modes on the same households, to measure mode effects.',
    bio: 'ليلى المنصوري. I design panels and then spend years looking after them. Arabic, French and English. I convene the working group on surveys.',
  },
  {
    name: 'Joyce Otieno', handle: 'joyce', role: 'facilitator', joined: 425,
    headline: 'Evaluator of local governance, co-facilitator', organisation: 'Lakeside Evaluation Collective, Kisumu',
    country: 'KE', timeZone: 'Africa/Nairobi', language: 'en',
    canHelpWith: ['community feedback meetings', 'most significant change', 'consolidated replies'],
    lookingFor: 'A co-author for a short guide on returning findings to villages.',
    bio: 'I began as an enumerator on a bicycle and still believe the bicycle taught me more than the degree. I write our consolidated replies, so blame me if yours is missing.',
  },
]);
