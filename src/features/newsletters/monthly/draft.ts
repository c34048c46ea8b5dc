import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { spacesOfCommunity, switchedOff, type Space } from '../../communities/index.ts';
import { commonPlace } from '../access.ts';
import { editorsOf } from '../approving/actions.ts';
import { tellEditors } from '../approving/letters.ts';
import { insertWhole } from '../composing/actions.ts';
import { settingsOf } from '../settings/queries.ts';
import { monthlyParts, type DraftBlock } from '../sources.ts';
import { monthBefore } from '../sending/zones.ts';
import { noteMonth, spacesWithoutMonth } from './queries.ts';

const LOOK = 'newsletters.look_for_months';
const DRAFT = 'newsletters.draft_month';
const HOUR = 3_600_000;
const STRETCH = 200;
/** The draft is made on the first in the morning; a host that was down then catches up in the days after. */
const MORNING = 6;
const LAST_DAY = 5;

interface Month {
  communityId: number;
  spaceId: number;
  month: string;
}

/** A draft of the monthly update makes itself; people finish and send it. */
export function setUpMonthly(): void {
  defineJob<Month>(DRAFT, draftMonth);
  repeatJob(LOOK, HOUR, look);
}

/** Once a month and space, whatever happens in between: the month is written down with the job. */
async function look(ctx: Ctx): Promise<void> {
  // Outside these days it is nowhere the beginning of a month.
  const { day } = monthBefore(ctx.now, 'UTC');
  if (day > LAST_DAY + 1 && day < 28) return;
  for (let after = 0, found = await spacesWithoutMonth(ctx.db, after, STRETCH); found.length > 0; found = await spacesWithoutMonth(ctx.db, after, STRETCH)) {
    for (const space of found) await askFor(ctx, space);
    after = found.at(-1)!.id;
  }
}

async function askFor(ctx: Ctx, space: { id: number; community_id: number; zone: string | null; months: string | null }): Promise<void> {
  const { month, day, hour } = monthBefore(ctx.now, space.zone ?? 'UTC');
  if (day > LAST_DAY || (day === 1 && hour < MORNING) || space.months === month) return;
  const wanted: Month = { communityId: space.community_id, spaceId: space.id, month };
  await transaction(createContext(ctx.services, ctx.viewer), async (ctx) => {
    if (await noteMonth(ctx.db, { community_id: space.community_id, space_id: space.id, month, at: ctx.now })) await ctx.services.jobs.enqueue(ctx, DRAFT, wanted);
  });
}

async function draftMonth(ctx: Ctx, { communityId, spaceId, month }: Month): Promise<void> {
  const spaces = await spacesOfCommunity(ctx.db, communityId);
  const space = spaces.find(({ id }) => id === spaceId);
  if (space) await draftOf(ctx, space, spaces, month);
}

/** Drafts the update of a month, and tells those who may finish it. Nothing happens where nothing happened. */
export async function draftOf(ctx: Ctx, space: Space, spaces: Space[], month: string): Promise<void> {
  const blocks = await monthBlocks(ctx, space, spaces, month);
  if (blocks.length === 0) return;
  const editors = await editorsOf(ctx, space);
  await transaction(createContext(ctx.services, ctx.viewer), async (ctx) => {
    await noteMonth(ctx.db, { community_id: space.community_id, space_id: space.id, month, at: ctx.now });
    const id = await insertWhole(ctx, space, { template: 'monthly', title: titleOf(space, month) }, blocks, { step: 'drafted', month });
    await tellEditors(ctx, { id, community_id: space.community_id, space_id: space.id }, 'drafted', editors);
  });
}

/** What a month was, as far as every reader may know; nothing when nothing was. */
export async function monthBlocks(ctx: Ctx, space: Space, spaces: Space[], month: string): Promise<DraftBlock[]> {
  const { zone } = await settingsOf(ctx.db, space);
  const [year, number] = month.split('-').map(Number) as [number, number];
  // The middle of the month after it, whose month before it is.
  const { since, until } = monthBefore(Date.UTC(year, number, 15), zone);
  const audience = space.visibility === 'public' ? 'readers' : 'members';
  const place = commonPlace(spaces, space, audience);
  const off = switchedOff(place);
  if (off.includes('newsletters')) return [];
  const loaded: DraftBlock[] = [];
  const there = new Set<string>();
  for (const part of monthlyParts(off)) {
    const blocks = (await part.load(ctx, place, since, until)).filter((block) => block.kind !== 'item' || !there.has(`${block.source}:${block.itemId}`));
    for (const block of blocks) if (block.kind === 'item') there.add(`${block.source}:${block.itemId}`);
    // A heading alone has nothing to say.
    if (blocks.some((block) => block.kind !== 'heading')) loaded.push(...blocks);
  }
  // The first thing is the one to read.
  const lead = loaded.find((block) => block.kind === 'item' && block.weight !== 'line');
  return loaded.map((block) => (block === lead ? { ...block, weight: 'lead' } : block));
}

export function titleOf(space: Space, month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const language = space.language === 'en' ? 'en-GB' : space.language;
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(year, number - 1, 1));
  return translator(space.language)('newsletters.monthly_title', { name: space.name, month: name });
}
