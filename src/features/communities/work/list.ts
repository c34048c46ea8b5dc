import type { Ctx } from '#platform/context.ts';
import { facilitatedSpace, type Place } from '../access.ts';
import { switchedOff } from '../switches/registry.ts';
import { can } from '../permissions/capabilities.ts';
import { waitingParts, workListParts, type WorkListPart, type WorkRow } from './parts.ts';
import { setAside, waitingRows } from './queries.ts';

/** Rows of one kind on the page; the rest is behind "all of them". */
const SHOWN = 12;
/** Of each kind, no more are counted. */
const COUNTED = 100;

export interface KeyedRow extends WorkRow {
  key: string;
}

/** Work of one kind that nobody set aside. */
export interface OpenWork extends Pick<WorkListPart, 'label' | 'sentence'> {
  count: number;
  rows: KeyedRow[];
  more: string | null;
}

/** All that waits for the facilitators of a place; refuses others. */
export async function workList(ctx: Ctx, place: Place): Promise<OpenWork[]> {
  facilitatedSpace(ctx, place);
  const off = switchedOff(place);
  const parts = workListParts().filter(({ feature }) => !(feature && off.includes(feature)));
  const loaded = await Promise.all(parts.map(async (part) => ({ part, list: await part.load(ctx, place) })));
  const found = [...loaded, ...(await waitingLists(ctx, place, off))].sort((a, b) => a.part.order - b.part.order);
  const lists = found.flatMap(({ part, list }) => (list ? [{ part, ...list, rows: list.rows.map((row) => ({ ...row, key: row.key ?? row.href })) }] : []));
  const aside = await setAside(ctx.db, place.community.id, lists.flatMap(({ rows }) => rows.map((row) => row.key)), ctx.now);
  return lists.flatMap(({ part: { label, sentence }, rows, count, more }) => {
    const open = rows.filter((row) => !aside.has(row.key));
    const left = count - (rows.length - open.length);
    return left > 0 ? [{ label, ...(sentence && { sentence }), count: left, rows: open.slice(0, SHOWN), more: left > Math.min(open.length, SHOWN) ? more : null }] : [];
  });
}

/** The work that waits in tables, of all kinds in one statement. */
async function waitingLists(ctx: Ctx, place: Place, off: string[]) {
  const spaces = place.room ? [place.room] : place.spaces;
  const parts = waitingParts()
    .filter(({ feature }) => !(feature && off.includes(feature)))
    .map((part) => ({ part, spaceIds: spaces.filter((space) => can(ctx.viewer, space, part.capability)).map((space) => space.id) }))
    .filter(({ spaceIds }) => spaceIds.length > 0);
  const rows = await waitingRows(ctx.db, parts.map(({ part, spaceIds }) => part.select(ctx.db, place.community.id, spaceIds)), COUNTED);
  return parts.map(({ part }) => {
    const own = rows.filter((row) => row.kind === part.kind);
    const list = own.map((row) => ({
      ...part.asRow(row, place),
      key: `${row.kind}:${row.id}`,
      when: row.at,
      who: row.handle === null ? null : { name: row.name!, handle: row.handle, photo: row.photo_key && `/people/${row.handle}/photo` },
    }));
    return { part, list: { count: list.length, rows: list, more: part.more(place) } };
  });
}
