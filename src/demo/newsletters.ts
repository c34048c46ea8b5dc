import { createContext, transaction, type Services } from '#platform/context.ts';
import { readablePlace, spaceFor, spacesOfCommunity } from '../features/communities/index.ts';
import { draftOf, EDIT, makeIssue, publish, readableIssue, type DraftBlock } from '../features/newsletters/index.ts';
import { viewerOfId } from '../features/people/index.ts';
import { community } from './content.ts';
import { noteRecipients } from './queries.ts';
import { unindent } from './write.ts';

const DAY = 86_400_000;
/** A heading, the key of a discussion with one's own summary, or text. */
type Part = { heading: string } | { item: string; summary?: string; weight?: 'lead' | 'line' } | { text: string };

interface DemoIssue {
  title: string;
  template: 'monthly' | 'brief';
  daysAgo: number;
  recipients: number;
  introduction: string;
  parts: Part[];
}

const issues: DemoIssue[] = [
  {
    title: 'Consent that people can give: what nine of you do',
    template: 'brief',
    daysAgo: 47,
    recipients: 21,
    introduction: unindent(`
      A thumbprint under a text that nobody read is not consent. For three weeks you told one another what you do instead. This is the short version; the long ones stand behind the links.
    `),
    parts: [
      { heading: 'What we know' },
      { text: unindent(`
        - **A witness whom the respondent chooses** is trusted more than any form, and costs nothing.
        - **Say back** beats sign here: ask people to tell you in their own words what you will do with their answers.
        - Those who may stop at any time stop *less* often.
      `) },
      { item: 'consent', weight: 'lead', summary: 'Sound recordings, witnesses, a picture card: what was tried where people neither read nor trust a signature, and what an ethics board accepted.' },
      { heading: 'Why it matters' },
      { item: 'photo-consent' },
      { item: 'microdata', summary: 'Somebody who agreed to a survey did not agree to a public file. How three of you answered the funder.' },
      { heading: 'What comes next' },
      { text: 'We are putting the picture cards into one file that anybody may print. If you have one in a language that is missing, **write to us before the end of the month**.' },
    ],
  },
  {
    title: 'Tail days, small surveys, and a dashboard that may be buried',
    template: 'monthly',
    daysAgo: 12,
    recipients: 24,
    introduction: unindent(`
      Two questions ran through this month: what may we **stop** doing, and who looks where we cannot go. If you read one thing, read what the water-user associations kept.
    `),
    parts: [
      { heading: 'Found useful' },
      { item: 'tail-days', weight: 'lead', summary: 'One year after they chose it themselves, four associations still count the days on which water reaches the last field. What changed, and what did not.' },
      { item: 'wua-indicators' },
      { item: 'stop-monitoring' },
      { heading: 'Answered this month' },
      { item: 'cannot-travel' },
      { item: 'dashboard', weight: 'line' },
      { item: 'one-page', weight: 'line' },
      { heading: 'Still waiting for an answer' },
      { item: 'rain-tanks', summary: 'Islands reached twice a year, tanks that leak in between. Who has somebody looking for them?' },
      { text: 'You know something? Two lines are enough; the asker will ask back.' },
    ],
  },
];

/** Two newsletters that went out, and a draft that made itself. */
export async function addNewsletters(services: Services, stewardId: number, discussions: ReadonlyMap<string, number>): Promise<void> {
  const ctx = createContext(services, (await viewerOfId(services, stewardId))!);
  const place = await readablePlace(ctx, community.slug, null);
  const space = spaceFor(ctx, place, EDIT);
  const communityId = place.community.id;
  const spaces = await spacesOfCommunity(ctx.db, communityId);
  for (const { title, template, daysAgo, recipients, introduction, parts } of issues) {
    const then = { ...ctx, now: ctx.now - daysAgo * DAY };
    const id = await makeIssue(then, space, { title, template, introduction }, parts.flatMap((part) => blockOf(part, discussions)));
    await transaction(then, async (then) => publish(then, await readableIssue(then, place, id), space, spaces, null));
    await noteRecipients(ctx.db, communityId, id, recipients);
  }
  const before = new Date(ctx.now);
  before.setUTCDate(0);
  await draftOf(ctx, space, spaces, before.toISOString().slice(0, 7));
}

function blockOf(part: Part, discussions: ReadonlyMap<string, number>): DraftBlock[] {
  if ('heading' in part) return [{ kind: 'heading', text: part.heading }];
  if ('text' in part) return [{ kind: 'text', text: part.text }];
  const itemId = discussions.get(part.item);
  return itemId === undefined ? [] : [{ kind: 'item', source: 'discussion', itemId, text: part.summary ?? '', weight: part.weight ?? 'card' }];
}
