import { unindent } from './write.ts';
import type { DemoCommunity } from './types.ts';

/** The sample community. */
export const community: DemoCommunity = {
  slug: 'mel',
  name: 'Monitoring, Evaluation & Learning',
  tagline: 'What did we learn, and who needs to know?',
  language: 'en',
  hue: 155,
  visibility: 'public',
  steward: 'anjali',
  opened: 427,
  description: unindent(`
    We are people who monitor, evaluate and learn for a living, in ministries, statistics offices, associations, programmes and on our own. We ask one another what we would not ask in a report.

    **What we are about.** Evidence that somebody uses: from the wording of a question in Tajik to the meeting where a budget changes.

    **How we work.** Ask early, share drafts, say what failed. A question gets a first answer within two working days; the facilitators see to it. Long exchanges end in a consolidated reply with everyone’s name on it.

    **Languages.** English is common ground; French has a room of its own; post in any language that you think in, and somebody will answer.
  `),
};
