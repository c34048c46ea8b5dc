import { setImmediate } from 'node:timers/promises';
import { transaction, type Ctx } from '#platform/context.ts';
import * as queries from './queries.ts';
import type { Traces } from './registry.ts';
import { withoutTraces, withoutTracesInHtml, withoutTracesInSlug } from './traces.ts';

const CLEAN = { text: withoutTraces, html: withoutTracesInHtml, slug: withoutTracesInSlug };

/** Texts of a community in which people are named: mentioned, greeted, quoted. */
export interface WrittenText {
  table: string;
  /** The column that, with community_id, leads to a row; numbers. */
  id: string;
  columns: Record<string, keyof typeof CLEAN>;
  /** Tells, in the transaction that rewrites it, whoever keeps something of the text: the search, open pages. */
  rewritten?(ctx: Ctx, communityId: number, id: number): Promise<void>;
}

const texts = new Map<string, WrittenText>();

/** Says where members write: a former member's full name, @handle and addresses are taken out of it. */
export function addWrittenText(text: WrittenText): void {
  texts.set(text.table, text);
}

const IDS_AT_ONCE = 2000;

/** Takes what tells of somebody out of all that was written in a community, a stretch at a time, so that nobody has to wait. Answers whether there was anything. */
export async function scrub(ctx: Ctx, communityId: number, traces: Traces): Promise<boolean> {
  let found = false;
  for (const text of texts.values()) {
    const { last } = await queries.lastId(ctx.db, text, communityId);
    for (let after = 0; after < last; after += IDS_AT_ONCE) {
      for (const row of await queries.rowsWithTraces(ctx.db, text, { communityId, after, to: after + IDS_AT_ONCE, traces }))
        if (await rewrite(ctx, text, communityId, row, traces)) found = true;
      await setImmediate();
    }
  }
  return found;
}

async function rewrite(ctx: Ctx, text: WrittenText, communityId: number, row: Record<string, unknown>, traces: Traces): Promise<boolean> {
  const changes = Object.entries(text.columns).flatMap(([column, kind]) => {
    const before = row[column];
    if (typeof before !== 'string') return [];
    const after = CLEAN[kind](before, traces);
    return after === before ? [] : [{ column, before, after }];
  });
  if (changes.length === 0) return false;
  const id = row[text.id] as number;
  await transaction(ctx, async (ctx) => {
    for (const change of changes) await queries.rewriteText(ctx.db, text, { communityId, id, ...change });
    await text.rewritten?.(ctx, communityId, id);
  });
  return true;
}
