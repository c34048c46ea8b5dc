import { createContext, type Ctx } from '#platform/context.ts';
import { keep, makeFolder, save } from '../features/bookmarks/index.ts';
import { readablePlace } from '../features/communities/index.ts';
import { recentTitles } from './queries.ts';
import { viewerOfId } from '../features/people/index.ts';

/** What the steward keeps for later: a few posts, in two folders, some with notes. */
export async function keepSome({ services }: Ctx, ids: Map<string, number>): Promise<void> {
  const ctx = createContext(services, (await viewerOfId(services, ids.get('anjali')!))!);
  const place = await readablePlace(ctx, 'mel', null);
  const communityId = place.community.id;
  const titles = await recentTitles(ctx.db, communityId);
  const gathering = await makeFolder(ctx, 'For the annual gathering');
  await makeFolder(ctx, 'Read on the train');
  const kept = [
    { about: 'Phone panels', note: 'Leila’s seven rules: ask her for ten minutes on the second morning.', folder: gathering },
    { about: 'baseline', note: null, folder: gathering },
    { about: 'Welcome', note: 'Send the link to everyone who joins.', folder: null },
  ];
  for (const [index, { about, note, folder }] of kept.entries()) {
    const found = titles.find(({ title }) => title?.toLowerCase().includes(about.toLowerCase()));
    if (!found) continue;
    const then = { ...ctx, now: ctx.now - (index * 3 + 1) * 86_400_000 };
    await save(then, place, found.id);
    await keep(then, communityId, found.id, { note, folder });
  }
}
