import { createContext, type Ctx } from '#platform/context.ts';
import { readablePlace } from '../features/communities/index.ts';
import { decidableCase, decide, queueOf, moderatedSpaces, report, reportableItem } from '../features/moderation/index.ts';
import { viewerOfId } from '../features/people/index.ts';
import { community } from './community.ts';
import { recentTitles } from './queries.ts';

const DAY = 86_400_000;

/** A member told the moderators of something; they looked, and left it as it is. */
export async function reportOne({ services, now }: Ctx, ids: Map<string, number>): Promise<void> {
  const as = async (key: string, daysAgo: number) => ({ ...createContext(services, (await viewerOfId(services, ids.get(key)!))!), now: now - daysAgo * DAY });
  const [keisha, anjali] = [await as('keisha', 3), await as('anjali', 2)];
  const place = await readablePlace(keisha, community.slug, null);
  const found = (await recentTitles(keisha.db, place.community.id)).find(({ title }) => title?.startsWith('Travel to Kigali'));
  if (!found) return;
  await report(keisha, await reportableItem(keisha, place, found.id), { reason: 'private', note: 'It says who travels when, and with whom. Is that for everybody here to read?' });
  const theirs = await readablePlace(anjali, community.slug, null);
  const { cases } = await queueOf(anjali, theirs, moderatedSpaces(anjali, theirs), null);
  for (const { id } of cases) await decide(anjali, theirs, await decidableCase(anjali, theirs, id), { do: 'dismiss', note: 'Only those who come can read this room. I asked to leave the flights out all the same.' });
}
