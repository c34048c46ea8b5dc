import type { Ctx } from '#platform/context.ts';
import { linksOf, type RailPart } from '../../discussions/index.ts';
import type { Helper } from '../finder/helpers.ts';
import RailHelpers from '../views/RailHelpers.svelte';
import { canAsk, waits, type AskableDiscussion } from './access.ts';
import { invitationsOf } from './queries.ts';
import { suggestionsFor } from './suggestions.ts';

/** All five would push what else stands in the rail out of sight. */
const SHOWN = 3;

/** Beside a question that waits, for whoever asked it and for facilitators: who could help, and who was asked. */
export const helpersPart: RailPart = {
  order: 10,
  feature: 'expertise',
  async load(ctx, discussion) {
    if (!canAsk(ctx, discussion)) return null;
    const communityId = discussion.place.community.id;
    const { beats } = ctx.services;
    const invited = await beats.keep(ctx, communityId, `invited ${communityId} ${discussion.id}`, () => invitationsOf(ctx.db, communityId, discussion.id));
    const helpers = waits(discussion) ? await suggested(ctx, discussion) : [];
    if (discussion.closed_at !== null && invited.length === 0) return null;
    const self = linksOf(discussion.place, discussion.home, discussion).self;
    return { view: RailHelpers, props: { helpers: helpers.slice(0, SHOWN), invited, href: `${self}/helpers`, open: discussion.closed_at === null } };
  },
};

/** Kept while nothing changes in the community; a question is read without them rather than not at all. */
async function suggested(ctx: Ctx, discussion: AskableDiscussion): Promise<Helper[]> {
  const { community, spaces } = discussion.place;
  const key = `helpers ${community.id} ${discussion.id} ${ctx.viewer.personId === discussion.author_id ? 'asker' : ctx.viewer.personId} ${spaces.map((space) => space.id).join(' ')}`;
  try {
    return await ctx.services.beats.keep(ctx, community.id, key, () => suggestionsFor(ctx, discussion));
  } catch (error) {
    ctx.services.log.warn({ err: error }, 'nobody could be suggested');
    return [];
  }
}

