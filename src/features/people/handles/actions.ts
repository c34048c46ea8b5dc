import * as z from 'zod';
import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { peopleByHandles, updatePerson, type Person } from '../queries.ts';
import { deleteOldHandle, insertOldHandle } from './queries.ts';

const DAY = 86_400_000;
const REST_DAYS = 30;
/** Names that people would take for the host's own. */
const RESERVED = new Set('admin administrator api copse everyone facilitator help host mail me moderator new noreply postmaster root security settings steward support system all here'.split(' '));

export const newHandle = z.object({
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => text.replace(/^@/, ''))
    .pipe(z.string().regex(/^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){1,29}$/, 'people.error.handle').refine((handle) => !RESERVED.has(handle), 'people.error.handle_taken')),
});

/** When a person may choose another handle; null when now. */
export function handleOpens({ handle_changed_at: at }: Person, now: number): number | null {
  return at !== null && at + REST_DAYS * DAY > now ? at + REST_DAYS * DAY : null;
}

/** Gives a person another handle; the one before leads to the new one, for ever. */
export async function changeHandle(ctx: Ctx, person: Person, handle: string): Promise<void> {
  if (handle === person.handle) return;
  if (handleOpens(person, ctx.now) !== null) throw invalidField('handle', 'people.error.handle_soon', { days: REST_DAYS });
  await transaction(ctx, async (ctx) => {
    const [owner] = await peopleByHandles(ctx.db, [handle]);
    if (owner && owner.id !== person.id) throw invalidField('handle', 'people.error.handle_taken');
    await deleteOldHandle(ctx.db, person.id, handle);
    await insertOldHandle(ctx.db, { handle: person.handle, person_id: person.id, changed_at: ctx.now });
    await updatePerson(ctx.db, person.id, { handle, handle_changed_at: ctx.now });
    whisper(ctx, 'viewer', { personId: person.id });
    await announce(ctx, 'people.changed', { communityId: 0, personId: person.id });
  });
}
