import type { Ctx } from '#platform/context.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import type { Place } from '../../communities/index.ts';
import { showItems } from '../../search/index.ts';
import type { ModeratedSpace } from '../access.ts';
import type { CaseKind, Reason } from '../tables.ts';
import { openCases, reportsOf } from './queries.ts';

const A_PAGE = 20;
const EXCERPT = 600;

/** A case as the queue shows it. */
export interface Waiting {
  id: number;
  kind: CaseKind;
  why: string;
  at: number;
  title: string | null;
  text: string;
  /** Where the item stands, when it can still be read. */
  href: string | null;
  space: string;
  author: { name: string; handle: string; photo: string | null };
  reports: { reason: Reason; note: string | null; name: string; handle: string }[];
}

/** What waits in some spaces, the oldest first: a fixed number of statements for a page of it. */
export async function queueOf(ctx: Ctx, place: Place, spaces: ModeratedSpace[], after: string | null): Promise<{ cases: Waiting[]; more: string | null }> {
  const communityId = place.community.id;
  const [at, id] = (after ?? '').split('.').map(Number);
  const from = Number.isSafeInteger(at) && Number.isSafeInteger(id) ? { at: at!, id: id! } : null;
  const rows = await openCases(ctx.db, communityId, spaces.map((space) => space.id), from, A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE);
  const items = await showItems(ctx, place, shown.flatMap(({ item_id, item_kind }) => (item_id !== null && item_kind ? [{ id: item_id, kind: item_kind }] : [])));
  const reports = await reportsOf(ctx.db, communityId, shown.map((row) => row.id));
  const cases = shown.map((row): Waiting => {
    const item = row.item_id === null ? undefined : items.get(row.item_id);
    return {
      id: row.id,
      kind: row.kind,
      why: row.why,
      at: row.opened_at,
      title: item?.title ?? row.title,
      text: excerpt(item?.text ?? row.body ?? '', EXCERPT),
      href: item?.href ?? null,
      space: spaces.find((space) => space.id === row.space_id)!.name,
      author: { name: row.name, handle: row.handle, photo: row.photo_key && `/people/${row.handle}/photo` },
      reports: reports.filter((report) => report.case_id === row.id),
    };
  });
  const last = shown.at(-1);
  return { cases, more: rows.length > A_PAGE && last ? `?after=${last.opened_at}.${last.id}` : null };
}
