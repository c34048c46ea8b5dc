import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { dayOf } from '#ui/time.ts';
import type { Place } from '../communities/index.ts';
import { addMonthlyPart, addNewsletterSource, CANDIDATES, type Card, type DraftBlock } from '../newsletters/index.ts';
import { linksOf } from './links.ts';
import { latestNews, newsByIds, type ListedNews } from './queries.ts';
import type { NewsType } from './tables.ts';

const KIND = 'news';
/** Of each part of a month's update; the rest is on the site. */
const SHOWN = 5;

/** News in newsletters: as cards, and what of a month tells itself. */
export function setUpNewsletters(): void {
  addNewsletterSource({
    kind: KIND,
    label: 'news.title',
    feature: 'news',
    candidates: async (ctx, place, from, to) => (await publishedIn(ctx, place, { from, to })).map((row) => ({ ...cardOf(place, row), id: row.id, at: row.published_at! })),
    async cards(ctx, place, ids) {
      const rows = await newsByIds(ctx.db, [place.community.id], ids);
      return new Map(rows.filter((row) => spaceIdsOf(place).includes(row.space_id)).map((row) => [row.id, cardOf(place, row)]));
    },
  });
  part('happened', 5, async (ctx, place, from, to) => publishedIn(ctx, place, { from, to }, ['news', 'publication']));
  part('ahead', 50, async (ctx, place, _, until) =>
    (await publishedIn(ctx, place, { from: 0, to: until }, ['event', 'call', 'vacancy'])).filter((row) => ahead(row) >= until).sort((a, b) => ahead(a) - ahead(b)),
  );
}

/** The moment that an announcement is about. */
const ahead = ({ deadline_at, starts_at }: ListedNews) => deadline_at ?? starts_at ?? 0;

const spaceIdsOf = (place: Place) => place.spaces.map((space) => space.id);

/** What was published in a time and is not over, of a room alone, or of a community with the rooms that all readers may read. */
function publishedIn(ctx: Ctx, place: Place, span: { from: number; to: number }, types?: readonly NewsType[]): Promise<ListedNews[]> {
  const spaceIds = place.room ? [place.room.id] : spaceIdsOf(place);
  return latestNews(ctx.db, { communityId: place.community.id, spaceIds, types, now: ctx.now, span, limit: CANDIDATES });
}

function part(name: string, order: number, find: (ctx: Ctx, place: Place, since: number, until: number) => Promise<ListedNews[]>): void {
  addMonthlyPart({
    name: `news.${name}`,
    order,
    feature: 'news',
    async load(ctx, place, since, until): Promise<DraftBlock[]> {
      const rows = (await find(ctx, place, since, until)).slice(0, SHOWN);
      return [{ kind: 'heading', text: translator(place.space.language)(`news.newsletter.${name}`) }, ...rows.map(({ id }): DraftBlock => ({ kind: 'item', source: KIND, itemId: id }))];
    },
  });
}

/** What it is, and when and where: an announcement is told by its facts. */
function cardOf(place: Place, row: ListedNews): Card {
  const home = place.spaces.find((space) => space.id === row.space_id)!;
  const { language } = place.space;
  const t = translator(language);
  const day = (at: number | null) => at !== null && dayOf(at, language, 'UTC');
  const until = day(row.deadline_at);
  const facts = [row.type !== 'news' && t(`news.type.${row.type}`), day(row.starts_at), row.place, until && t('news.newsletter.until', { day: until }), row.credit];
  return {
    title: row.title,
    summary: row.summary,
    credit: facts.filter(Boolean).join(' · ') || null,
    href: linksOf(place, home, row).self,
    language: row.language,
    place: home.id === place.space.id || home.parent_id === null ? null : home.name,
  };
}
