import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import type { Place } from '../../communities/index.ts';
import { addMonthlyPart, addNewsletterSource, CANDIDATES, type Card, type DraftBlock } from '../../newsletters/index.ts';
import { linksOf } from '../links.ts';
import { cardsByIds, movedIn, questionsIn, usefulIn, type CardRow } from './queries.ts';

const KIND = 'discussion';
const SUMMARY = 260;
/** Of each part of a month's update; the rest is on the site. */
const SHOWN = 5;

/** Discussions in newsletters: as cards, and what of a month tells itself. */
export function setUpNewsletters(): void {
  addNewsletterSource({
    kind: KIND,
    label: 'discussions.title',
    feature: 'discussions',
    candidates: async (ctx, place, since, until) => (await movedIn(ctx.db, spanOf(place, since, until, CANDIDATES))).map((row) => ({ ...cardOf(place, row), id: row.id, at: row.at })),
    cards: async (ctx, place, ids) => new Map((await cardsByIds(ctx.db, place.community.id, spaceIdsOf(place), ids)).map((row) => [row.id, cardOf(place, row)])),
  });
  part('answered', 10, (ctx, span) => questionsIn(ctx.db, span, true));
  part('useful', 20, (ctx, span) => usefulIn(ctx.db, span));
  part('unanswered', 60, (ctx, span) => questionsIn(ctx.db, span, false), 'line');
}

// A community's newsletter tells of its rooms too, as far as all its readers may read them; a room's of the room.
const spaceIdsOf = (place: Place) => place.spaces.map((space) => space.id);

function spanOf(place: Place, since: number, until: number, limit: number) {
  const own = place.room ? [place.room.id] : spaceIdsOf(place);
  return { communityId: place.community.id, spaceIds: own, since, until, limit };
}

function part(name: string, order: number, find: (ctx: Ctx, span: ReturnType<typeof spanOf>) => Promise<number[]>, weight: 'card' | 'line' = 'card'): void {
  addMonthlyPart({
    name: `discussions.${name}`,
    order,
    feature: 'discussions',
    async load(ctx, place, since, until): Promise<DraftBlock[]> {
      const ids = await find(ctx, spanOf(place, since, until, SHOWN));
      const heading = translator(place.space.language)(`discussions.newsletter.${name}`);
      return [{ kind: 'heading', text: heading }, ...ids.map((itemId): DraftBlock => ({ kind: 'item', source: KIND, itemId, weight }))];
    },
  });
}

/** A question that was answered is told by its answer. */
function cardOf(place: Place, row: CardRow): Card {
  const home = place.spaces.find((space) => space.id === row.space_id)!;
  const t = translator(place.space.language);
  const names = [row.author_name, row.answerer_name].map((name) => name ?? t('discussions.unknown')) as [string, string];
  return {
    title: row.title,
    // Tables and code say nothing in a line.
    summary: excerpt(plainText((row.answer_html ?? row.html).replace(/<(table|pre)\b[^]*?<\/\1>/g, ' ')), SUMMARY),
    credit: row.answer_html === null ? t('discussions.newsletter.by', { name: names[0] }) : t('discussions.newsletter.answered_by', { name: names[0], answerer: names[1] }),
    href: linksOf(place, home, row).self,
    language: row.language,
    place: home.id === place.space.id || home.parent_id === null ? null : home.name,
  };
}
