import { noteInTransaction } from '#platform/announce.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { buildSegment, indexDocuments, mergeSegments, notePending, pendingDocuments, purgeDead, settlePending, type BuiltSegment, type SearchDocument, type Transact } from '#platform/search/index.ts';
import { searchSource } from './sources.ts';

const JOB = 'search.index';
const AT_ONCE = 500;
/** So many take long enough to be worth another thread. */
const MANY = 100;
/** Things written close together are indexed together: within this time, or longer where much is written. */
const SETTLE_MS = 300;
const LONGEST_SETTLE_MS = 1000;
/** The thread that answers spends about a tenth of its time on the index. */
const PART = 10;
let lastTook = 0;
/** Merging can wait: where much is written, it has more to merge at once then. */
const MERGE_MS = 5000;

/** Has things read again by the index when an event tells of them: `ids` gives them by the event. */
export function indexOn(event: string, kind: number, ids: (payload: Record<string, unknown>) => number[]): void {
  noteInTransaction(event, async (ctx, payload) => {
    await indexSoon(ctx, payload.communityId as number, kind, ids(payload));
  });
}

/** Notes things to be indexed, in the transaction that changes them. */
export async function indexSoon(ctx: Ctx, communityId: number, kind: number, ids: number[]): Promise<void> {
  if (ids.length === 0 || communityId <= 0) return;
  await notePending(ctx.db, communityId, ids.map((id) => ({ kind, id })), ctx.now);
  await ctx.services.jobs.enqueue(ctx, JOB, { communityId }, { uniqueKey: `${JOB}:${communityId}`, runAt: ctx.now + settleMs(), priority: 3 });
}

function settleMs(): number {
  return Math.min(Math.max(SETTLE_MS, Math.round(lastTook) * PART), LONGEST_SETTLE_MS);
}

/** Takes the words of what is no longer there out of the index, soon: somebody has left and left nothing. */
export async function purgeSoon(ctx: Ctx, communityId: number): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, JOB, { communityId, purge: true }, { uniqueKey: `${JOB}:purge:${communityId}`, runAt: ctx.now + SETTLE_MS, priority: 8 });
}

interface Pending {
  communityId: number;
  /** Also takes the words of what is dead out of the index. */
  purge?: boolean;
  /** Also merges segments. */
  merge?: boolean;
}

export function setUpIndexing(): void {
  defineJob<Pending>(JOB, indexPending, { alone: true });
}

async function indexPending(ctx: Ctx, { communityId, purge, merge }: Pending): Promise<void> {
  const began = performance.now();
  const transact: Transact = (work) => transaction(createContext(ctx.services, ctx.viewer), (inner) => work(inner.db));
  while (await indexStretch(ctx, communityId, transact));
  lastTook = performance.now() - began;
  if (purge) await purgeDead(ctx.db, transact, communityId);
  if (merge) {
    while (await mergeSegments(ctx.db, transact, communityId)) await new Promise((resolve) => setImmediate(resolve));
  } else await ctx.services.jobs.enqueue(ctx, JOB, { communityId, merge: true }, { uniqueKey: `${JOB}:merge:${communityId}`, runAt: ctx.now + MERGE_MS, priority: 8 });
}

/** Indexes what was noted first. Answers whether there is more; what is noted meanwhile has a job of its own. */
async function indexStretch(ctx: Ctx, communityId: number, transact: Transact): Promise<boolean> {
  const pending = await pendingDocuments(ctx.db, communityId, AT_ONCE);
  if (pending.length === 0) return false;
  const kinds = Map.groupBy(pending, (row) => row.kind);
  const loaded = await Promise.all([...kinds].map(([kind, rows]) => searchSource(kind)?.load(ctx, communityId, rows.map((row) => row.id)) ?? []));
  const documents = loaded.flat();
  const found = new Set(documents.map((document) => `${document.kind} ${document.id}`));
  const gone = pending.filter((row) => !found.has(`${row.kind} ${row.id}`));
  const built = await build(ctx, documents);
  await transact(async (db) => {
    await indexDocuments(db, communityId, documents, gone, built);
    await settlePending(db, communityId, pending);
  });
  return pending.length === AT_ONCE;
}

async function build({ services }: Ctx, documents: SearchDocument[]): Promise<BuiltSegment> {
  return documents.length < MANY ? buildSegment(documents) : services.workers.run<BuiltSegment>('segment', documents);
}
