import type { Ctx } from './context.ts';
import { insertEvent } from './jobs/queries.ts';

export type EventPayload = { communityId: number } & Record<string, unknown>;
type Note = (ctx: Ctx, payload: EventPayload) => Promise<void>;

const notes = new Map<string, Note[]>();
const reactions = new Map<string, string[]>();

/** Makes a job of `kind` for every event `event`, with the event's payload. */
export function reactTo(event: string, kind: string): void {
  const kinds = reactions.get(event) ?? [];
  if (!kinds.includes(kind)) reactions.set(event, [...kinds, kind]);
}

/** Writes down, in the transaction of the event itself, what a hub has to do about it later. */
export function noteInTransaction(event: string, note: Note): void {
  notes.set(event, [...(notes.get(event) ?? []), note]);
}

/** What happened, written in the same transaction as the change, together with one job per reaction. */
export async function announce(
  ctx: Ctx,
  name: string,
  payload: EventPayload,
): Promise<void> {
  if (!ctx.outgoing) throw new Error(`${name} announced outside a transaction`);
  await insertEvent(ctx.db, {
    community_id: payload.communityId,
    name,
    payload: JSON.stringify(payload),
    actor_id: ctx.viewer.personId,
    created_at: ctx.now,
  });
  for (const note of notes.get(name) ?? []) await note(ctx, payload);
  for (const kind of reactions.get(name) ?? []) await ctx.services.jobs.enqueue(ctx, kind, payload);
  ctx.outgoing.push({ channel: name, data: payload });
}

/** Tells open pages and caches of every node once the transaction is committed; keeps no row. */
export function whisper(ctx: Ctx, channel: string, data: Record<string, unknown>): void {
  if (!ctx.outgoing) throw new Error(`${channel} whispered outside a transaction`);
  ctx.outgoing.push({ channel, data });
}
