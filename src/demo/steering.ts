import { transaction, type Ctx } from '#platform/context.ts';
import { appoint, changeSwitches, communityBySlug, saveNamedRole, type SpaceFor } from '../features/communities/index.ts';
import { community } from './community.ts';

const DAY = 86_400_000;

/** Roles that go round: who holds each, since when. One of the terms ends soon. */
const ROLES = [
  { name: 'Agenda activist', about: 'Keeps the learning agenda in sight, and asks what we want to get better at next.', grants: ['news.post'], months: 12, since: 120, holder: 'joyce' },
  { name: 'Community keeper', about: 'Welcomes newcomers, notices who went quiet, and keeps the tone.', grants: ['members.approve'], months: 12, since: 352, holder: 'tomasi' },
  { name: 'Value detective', about: 'Collects stories of what the community changed in somebody’s work.', grants: [], months: 6, since: 40, holder: 'leila' },
];

const WHY = {
  discussions: 'Most of what we know comes out of a question that somebody dared to ask.',
  news: 'So that nobody has to read everything to know what is going on.',
  newsletters: 'Half of us have five minutes a month. This is for them.',
  expertise: 'Twenty-six people cannot know who knows what.',
};

/** Who looks after what in the sample community, and why it uses what it uses. */
export async function addSteering(host: Ctx): Promise<void> {
  const home = await communityBySlug(host.db, community.slug);
  if (!home) return;
  const space = home as SpaceFor<'roles'> & SpaceFor<'features'>;
  for (const { name, about, grants, months, since, holder } of ROLES) {
    const then = { ...host, now: host.now - since * DAY };
    await transaction(then, async (ctx) => appoint(ctx, space, await saveNamedRole(ctx, space, null, { name, about, term_months: months, grants }), holder));
  }
  await changeSwitches(host, space, { on: Object.keys({ ...WHY, contact: '' }), why: WHY });
}
