import type { Ctx } from '#platform/context.ts';
import { facilitatedSpace, type Place } from '../access.ts';
import { switchedOff } from '../switches/registry.ts';
import { workListParts, type WorkListPart, type WorkRow } from './parts.ts';
import { setAside } from './queries.ts';

/** Rows of one kind on the page; the rest is behind "all of them". */
const SHOWN = 12;

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
  const found = await Promise.all(parts.map(async (part) => ({ part, list: await part.load(ctx, place) })));
  const lists = found.flatMap(({ part, list }) => (list ? [{ part, ...list, rows: list.rows.map((row) => ({ ...row, key: row.key ?? row.href })) }] : []));
  const aside = await setAside(ctx.db, place.community.id, lists.flatMap(({ rows }) => rows.map((row) => row.key)), ctx.now);
  return lists.flatMap(({ part: { label, sentence }, rows, count, more }) => {
    const open = rows.filter((row) => !aside.has(row.key));
    const left = count - (rows.length - open.length);
    return left > 0 ? [{ label, ...(sentence && { sentence }), count: left, rows: open.slice(0, SHOWN), more: left > Math.min(open.length, SHOWN) ? more : null }] : [];
  });
}
