import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, type Ctx } from '#platform/context.ts';
import { parseInput } from '#platform/http/params.ts';
import { readablePlace, type SpaceFor } from '../features/communities/index.ts';
import { answer, answerableConversation, ask, conversationsIn } from '../features/contact/index.ts';
import { draft, editableNews, keepPicture, newsInput, pin, publish } from '../features/news/index.ts';
import { viewerOfId } from '../features/people/index.ts';
import { community } from './community.ts';
import { unindent } from './write.ts';

const DAY = 86_400_000;

interface DemoNews {
  daysAgo: number;
  type: string;
  title: string;
  summary: string;
  body: string;
  credit?: string;
  tags?: string;
  place?: string;
  link?: string;
  /** Days from today. */
  starts?: number;
  ends?: number;
  deadline?: number;
  picture?: string;
  pinned?: true;
}

const NEWS: DemoNews[] = [
  {
    daysAgo: 2,
    type: 'news',
    title: 'Six ministries will read our notes before their budget talks',
    summary: 'After the gathering in Nadi, planning offices asked for the practice notes in time for February. The first four are being edited now.',
    body: unindent(`
      What moved them was not a report but a page: the summary of the thread on **phone panels**, with who tried it, where, and what it cost.

      Four notes are being edited; each has two readers from a ministry. If one of your threads ends in an answer that others could use, tell a facilitator.

      - *Phone panels on a small budget*: Leila and Tomasi
      - *Questions that survive translation*: Bayarmaa
      - *When not to sample*: Kwabena
      - *A meeting where the budget changes*: Joyce
    `),
    tags: 'use, practice notes',
    picture: 'Low hills in the morning, a winding river and three young trees',
    pinned: true,
  },
  { daysAgo: 5, type: 'call', title: 'Call for stories: a finding that changed a decision', summary: 'Two pages at most, in any language. The editors help with the writing; what is confidential stays so.', body: 'We look for the moment, not the method: who said what, to whom, and what happened the week after.', deadline: 19, credit: 'The editors of the yearbook', link: 'https://stories.example.org/call' },
  { daysAgo: 9, type: 'event', title: 'Online clinic: bring your broken questionnaire', summary: 'One hour, three questionnaires, no slides. Send yours two days before, or come and listen.', body: 'Thanh Ha and Bayarmaa look at wording, order and skips. Interpreters for French and Russian are there.', starts: 12, ends: 12.05, place: 'Online; the link comes to those who sign up', link: 'https://clinic.example.org' },
  { daysAgo: 16, type: 'vacancy', title: 'Evaluation adviser, statistics office, Honiara', summary: 'Two years, part of it in the field. They ask for somebody who can say no to a bad indicator, kindly.', body: 'Applications in English or Pijin.', deadline: 8, place: 'Honiara, Solomon Islands', link: 'https://jobs.example.org/honiara' },
  { daysAgo: 37, type: 'publication', title: 'Guide: feedback that reaches the people who gave it', summary: 'Forty pages, drawn from six threads of this community, with checklists to print.', body: 'Free to copy and translate. A French translation is on its way.', credit: 'Kwabena, Joyce and eleven members', link: 'https://library.example.org/feedback' },
  { daysAgo: 71, type: 'news', title: 'We are four hundred', summary: 'And more than half of us have asked or answered something in public.', body: 'Thank you to everybody who greets newcomers. It shows.' },
];

/** Hills, a river and three trees: a picture of our own, so that the sample needs nobody's permission. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 600"><rect width="1200" height="600" fill="#f3e7cf"/><circle cx="930" cy="150" r="64" fill="#f0b64c"/>
<path d="M0 330q200-150 430-40t420-60 350 40v330H0z" fill="#a9c6b0"/><path d="M0 420q260-130 560-30t640-50v260H0z" fill="#5f957a"/><path d="M610 405c-60 40 90 60 20 100s-120 60-60 95h260c-90-40 10-70-30-110s-110-50-100-85z" fill="#dfeae4"/>
<path d="M0 520q330-80 620 0t580-20v100H0z" fill="#24604a"/><g stroke="#173f31" stroke-width="9" stroke-linecap="round"><path d="M240 520v-120M330 530v-90M165 525v-80"/></g><g fill="#2f7a5c"><ellipse cx="240" cy="360" rx="52" ry="66"/><ellipse cx="330" cy="415" rx="36" ry="46"/></g><ellipse cx="165" cy="425" rx="34" ry="44" fill="#e0a63e"/></svg>`;

/** News of the sample community, and some messages to its facilitators. */
export async function addNews({ services, now }: Ctx, ids: Map<string, number>): Promise<void> {
  const viewer = (await viewerOfId(services, ids.get(community.steward)!))!;
  for (const news of NEWS) {
    const ctx = { ...createContext(services, viewer), now: now - news.daysAgo * DAY };
    const place = await readablePlace(ctx, community.slug, null);
    const at = (days: number | undefined) => (days === undefined ? undefined : new Date(Math.round((now + days * DAY) / 3_600_000) * 3_600_000).toISOString());
    const picture = news.picture ? { picture_id: await drawn(ctx, place.space), alt: news.picture } : {};
    const input = parseInput(newsInput, { ...news, starts_at: at(news.starts), ends_at: at(news.ends), deadline_at: at(news.deadline), ...picture });
    const { id } = await draft(ctx, { ...place, space: place.space as SpaceFor<'news.post'> }, input);
    await publish(ctx, await editableNews(ctx, place, id));
    if (news.pinned) await pin(ctx, await editableNews(ctx, place, id), true);
  }
  await addMessages(createContext(services, viewer));
}

async function drawn(ctx: Ctx, space: Parameters<typeof keepPicture>[1]): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'copse-demo-'));
  const path = join(folder, 'hills.png');
  const { default: sharp } = await import('sharp');
  await writeFile(path, await sharp(Buffer.from(PICTURE)).png().toBuffer());
  const id = await keepPicture(ctx, space, { field: 'picture', name: 'hills.png', mediaType: 'image/png', path });
  await rm(folder, { recursive: true });
  return id;
}

async function addMessages(ctx: Ctx): Promise<void> {
  const place = await readablePlace(ctx, community.slug, null);
  const outside = { ...ctx, viewer: { ...ctx.viewer, personId: null } };
  await ask({ ...outside, now: ctx.now - 3 * DAY }, place.community, { name: 'Sela Fonua', address: 'sela@demo.example.net', subject: 'May a team of six join together?', body: 'We run the household panel in Nuku’alofa. Is there a way to sign up as a team, or does each of us come alone?' });
  await ask({ ...outside, now: ctx.now - DAY / 4 }, place.community, { name: 'M. Okafor', address: 'okafor@demo.example.net', subject: 'Quoting a thread in a report', body: 'I would like to quote two replies from the thread on sampling. Whom do I ask, and how do you wish to be named?' });
  await ask({ ...outside, now: ctx.now - DAY / 3 }, place.community, { name: 'Best Surveys Ltd', address: 'offers@demo.example.net', subject: 'Your survey at half the price', body: 'Dear Sir or Madam, we count wells for less. Reply to this mail for our list of prices.' }, { doubtful: true });
  const first = (await conversationsIn(ctx.db, place.community, 'open', null, 10)).find(({ name }) => name === 'Sela Fonua')!;
  await answer({ ...ctx, now: ctx.now - 2 * DAY }, await answerableConversation(ctx, place, first.id), { body: 'Each of you signs up, it takes a minute; then tell us your names and we open a room for the six of you. Welcome!' });
}
