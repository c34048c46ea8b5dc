import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { createPerson } from '../accounts.ts';
import { addressesOf, personById, updatePerson, type Person } from '../queries.ts';
import { sweepMail } from './index.ts';
import { communityIds } from './queries.ts';
import { personalData, type Leaving, type Traces } from './registry.ts';
import { scrub } from './scrub.ts';

/** Who leaves, and who stands in their place afterwards: somebody new for each community, so that nobody can put them together. */
async function leavingOf(ctx: Ctx, person: Person, communityId: number | null, keep: boolean): Promise<Leaving> {
  const instead = translator(person.language)('people.former');
  const formers = new Map<number, number>();
  const addresses = (await addressesOf(ctx.db, person.id)).map(({ address }) => address);
  const touched = new Set<number>();
  return {
    personId: person.id,
    traces: { name: person.name, handle: person.handle, addresses, instead },
    keep,
    communityId,
    blobs: [],
    touched,
    async former(community) {
      touched.add(community);
      const known = formers.get(community);
      if (known !== undefined) return known;
      const { id } = await createPerson(ctx, { name: instead, handle: `former-${crypto.randomUUID().slice(0, 12)}`, language: person.language });
      await updatePerson(ctx.db, id, { former_since: ctx.now });
      formers.set(community, id);
      return id;
    },
  };
}

/**
 * Takes a person's name off everything they wrote or did in one community, for who leaves it and wishes so.
 * Call it in the transaction in which they leave.
 */
export async function anonymise(ctx: Ctx, communityId: number, personId: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const person = await personById(ctx.db, personId);
    if (!person) return;
    const leaving = await leavingOf(ctx, person, communityId, true);
    for (const data of personalData()) await data.anonymise?.(ctx, leaving);
    await ctx.services.jobs.enqueue(ctx, SCRUB, { communityId, traces: leaving.traces });
    await announce(ctx, 'people.anonymised', { communityId, communityIds: [communityId] });
  });
}

const SCRUB = 'people.scrub';
const FILES = 'people.files';
const SWEEP = 'people.sweep';
/** Letters that were being written while somebody was erased are kept by then. */
const SWEEP_MS = 10 * 60_000;

/** What is done afterwards: a name is taken out of texts, of which there can be many; files are deleted. */
export function setUpLeaving(): void {
  defineJob<{ traces: Traces }>(SWEEP, ({ db }, { traces }) => sweepMail(db, traces));
  defineJob<{ blobs: string[] }>(FILES, async ({ services }, { blobs }) => {
    for (const key of blobs) if (await services.blobs.exists(key)) await services.blobs.delete(key);
  });
  defineJob<{ communityId: number; traces: Traces }>(SCRUB, async (ctx, { communityId, traces }) => {
    if (await scrub(ctx, communityId, traces)) await transaction(ctx, (ctx) => announce(ctx, 'people.anonymised', { communityId, communityIds: [communityId] }));
  });
}

/** Erases a person and all that is theirs. What they wrote stays without their name, or goes. */
export async function erase(ctx: Ctx, personId: number, keep: boolean): Promise<void> {
  const known = await personById(ctx.db, personId);
  if (!known) return;
  // Before the rest and apart from it, as it takes long: doing it again does no harm.
  const { traces } = await leavingOf(ctx, known, null, keep);
  const named: number[] = [];
  for (const communityId of await communityIds(ctx.db)) if (await scrub(ctx, communityId, traces)) named.push(communityId);
  await transaction(ctx, async (ctx) => {
    const person = await personById(ctx.db, personId);
    if (!person) return;
    const leaving = await leavingOf(ctx, person, null, keep);
    for (const data of personalData()) await data.erase(ctx, leaving);
    whisper(ctx, 'viewer', { personId });
    await ctx.services.jobs.enqueue(ctx, FILES, { blobs: leaving.blobs });
    await ctx.services.jobs.enqueue(ctx, SWEEP, { traces: leaving.traces }, { runAt: ctx.now + SWEEP_MS });
    await announce(ctx, 'people.erased', { communityId: 0, communityIds: [...leaving.touched.union(new Set(named))] });
  });
}
