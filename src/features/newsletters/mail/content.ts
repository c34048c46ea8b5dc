import type { Ctx } from '#platform/context.ts';
import type { Translate } from '#platform/i18n/index.ts';
import { dayOf } from '#ui/time.ts';
import type { Space } from '../../communities/index.ts';
import { commonPlace } from '../access.ts';
import { blocksOf, type Issue } from '../queries.ts';
import type { Weight } from '../tables.ts';
import { cardKey, loadCards, type Card } from '../sources.ts';

/** A block as readers see it. An item that is not for them, or no longer there, has no card. */
export type ShownBlock =
  | { id: number; kind: 'heading'; text: string }
  | { id: number; kind: 'text'; text: string; html: string }
  | { id: number; kind: 'item'; text: string; weight: Weight; card: Card | null };

/** All that an issue says, whatever shows it. */
export interface Content {
  issue: Issue;
  space: Space;
  community: Space;
  blocks: ShownBlock[];
}

/** What went out stays as it was; what was deleted since, or made private, is not shown any more. */
export async function contentOf(ctx: Ctx, issue: Issue, spaces: Space[]): Promise<Content> {
  const rows = await blocksOf(ctx.db, issue.community_id, issue.id);
  const space = spaces.find(({ id }) => id === issue.space_id)!;
  const place = commonPlace(spaces, space, issue.audience);
  const items = rows.flatMap(({ source, item_id }) => (source !== null && item_id !== null ? [{ source, itemId: item_id }] : []));
  const cards = await loadCards(ctx, place, items);
  const blocks = rows.map(({ id, kind, text, html, source, item_id, weight, card }): ShownBlock => {
    if (kind === 'heading') return { id, kind, text };
    if (kind === 'text') return { id, kind, text, html };
    const live = cards.get(cardKey(source!, item_id!)) ?? null;
    return { id, kind, text, weight, card: issue.state !== 'sent' ? live : live && card ? (JSON.parse(card) as Card) : null };
  });
  return { issue, space, community: place.community, blocks };
}

/** What has something to say. */
export function filled(blocks: ShownBlock[]): ShownBlock[] {
  return blocks.filter((block) => (block.kind === 'item' ? block.card !== null : block.text.trim() !== ''));
}

/** The titles of its items: what is in it at a glance. */
export function contentsOf({ issue, blocks }: Content): string[] {
  const titles = blocks.flatMap((block) => (block.kind === 'item' && block.card ? [block.card.title] : []));
  return issue.template === 'monthly' && titles.length > 2 ? titles : [];
}

/** Whose issue it is: a room's says its community too. */
export function nameOf({ space, community }: Content): string {
  return space.id === community.id ? space.name : `${space.name} · ${community.name}`;
}

/** Its number and its day, as far as they are known. */
export function datedOf({ issue }: Content, t: Translate): string[] {
  const day = dayOf(issue.sent_at ?? issue.scheduled_for ?? issue.updated_at, issue.language, issue.zone ?? 'UTC');
  return issue.number === null ? [day] : [t('newsletters.number', { number: issue.number }), day];
}

/** Of which level the title of an item is: below the last heading, or the issue's own. */
export const levelAt = (blocks: ShownBlock[], index: number) => (blocks.slice(0, index).some(({ kind, text }) => kind === 'heading' && text !== '') ? 'h3' : 'h2');

/** Who made an item, and the room it stands in. */
export function creditOf({ card }: ShownBlock & { kind: 'item' }): string {
  return [card!.credit, card!.place].filter(Boolean).join(' · ');
}
