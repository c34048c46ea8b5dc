import type { Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { readablePlaces } from '../../communities/index.ts';
import { itemKey, showItemsAcross } from '../../search/index.ts';
import { reportsOf, type OwnReport } from './queries.ts';

const A_PAGE = 30;

/** What became of something that was reported, as far as whoever reported it may know. */
export type Outcome = 'waits' | 'hidden' | 'stays' | 'undone';

export interface ShownReport {
  id: number;
  reason: string;
  note: string | null;
  at: number;
  outcome: Outcome;
  outcomeAt: number | null;
  /** The community or room it is in, and what it is: as far as the viewer may still read them. */
  space: string | null;
  item: { title: string; href: string } | null;
}

/** What the viewer reported, the latest first, and where the earlier ones begin. A few statements, whatever communities it was in. */
export async function ownReports(ctx: Ctx, after: string | null): Promise<{ reports: ShownReport[]; older: string | null }> {
  const { personId } = ctx.viewer;
  if (personId === null) throw notAllowed(ctx.viewer);
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(after ?? '') ?? [];
  const rows = await reportsOf(ctx.db, personId, id ? { at: Number(at), id: Number(id) } : null, A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE);
  const places = await readablePlaces(ctx, [...new Set(shown.map((row) => row.community_id))]);
  const items = shown.flatMap((row) => (row.item_id === null ? [] : [{ communityId: row.community_id, id: row.item_id, kind: row.item_kind! }]));
  const found = await showItemsAcross(ctx, places, items);
  const last = shown.at(-1);
  return {
    reports: shown.map((row) => {
      const item = row.item_id === null ? undefined : found.get(itemKey(row.community_id, row.item_id));
      const space = places.get(row.community_id)?.spaces.find((known) => known.id === row.space_id);
      return { id: row.case_id, reason: row.reason, note: row.note, at: row.at, ...outcomeOf(row), space: space?.name ?? null, item: item ? { title: item.title, href: item.href } : null };
    }),
    older: rows.length > shown.length && last ? `${last.at}.${last.case_id}` : null,
  };
}

function outcomeOf({ decision, decided_at, undone_at }: OwnReport): { outcome: Outcome; outcomeAt: number | null } {
  if (undone_at !== null) return { outcome: 'undone', outcomeAt: undone_at };
  return { outcome: decided_at === null ? 'waits' : decision === 'hide' ? 'hidden' : 'stays', outcomeAt: decided_at };
}
