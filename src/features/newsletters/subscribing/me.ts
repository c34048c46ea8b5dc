import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { hrefOf } from '../../communities/index.ts';
import { settingsPage } from '../../people/index.ts';
import Mine from '../views/Mine.svelte';
import { chooseFor } from './actions.ts';
import { choicesOf, letsCount, setCounting } from './queries.ts';

/** Where one chooses which newsletters one gets. */
export const MINE = '/me/settings/newsletters';

export function myPages(app: FastifyInstance): void {
  app.get(MINE, mine);
  app.post(MINE, save);
}

/** The newsletters of the communities and rooms that somebody belongs to, and whether they get each. */
async function ownChoices(ctx: Ctx) {
  const { personId } = ctx.viewer;
  if (personId === null) throw notAllowed(ctx.viewer);
  const rows = await choicesOf(ctx.db, personId);
  const here = rows.filter((row) => !`${row.switched_off}${row.community_off}`.includes('"newsletters"'));
  return {
    personId,
    choices: here.map((row) => ({
      space: row,
      key: `${row.community_id}.${row.id}`,
      name: row.name,
      community: row.parent_id === null ? null : row.community_name,
      href: `${hrefOf({ slug: row.community_slug }, row.parent_id === null ? null : row)}/newsletters`,
      wanted: row.wanted !== 0,
    })),
  };
}

async function mine(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { personId, choices } = await ownChoices(request.ctx);
  const counts = await letsCount(request.ctx.db, personId);
  return settingsPage(request, reply, MINE, Mine, { action: MINE, counts, choices: choices.map(({ key, name, community, href, wanted }) => ({ key, name, community, href, wanted })) });
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { personId, choices } = await ownChoices(request.ctx);
  const wanted = new Set([typed(request).wanted ?? []].flat());
  await transaction(request.ctx, async (ctx) => {
    for (const choice of choices) if (wanted.has(choice.key) !== choice.wanted) await chooseFor(ctx, choice.space, personId, !choice.wanted);
    await setCounting(ctx.db, personId, typed(request).counts === 'yes', ctx.now);
  });
  flash(reply, 'newsletters.choices_saved');
  return seeOther(reply, MINE);
}
