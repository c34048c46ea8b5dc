import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { setUpNeeded, waitPage } from '../people/index.ts';
import { canRead } from './access.ts';
import { hrefOf } from './frame.ts';
import { listCommunities } from './queries.ts';
import Host from './views/Host.svelte';

/** `/`: the communities of the host, or the only one there is. */
export function hostPages(app: FastifyInstance): void {
  app.get('/', hostHome);
}

async function hostHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  if (await setUpNeeded(ctx.services)) return waitPage(request, reply);
  const pulse = request.ctx.services.beats.pulse();
  const communities = (await listCommunities(ctx.db)).filter((community) => canRead(ctx.viewer, community, community));
  if (communities.length === 1) return reply.redirect(hrefOf(communities[0]!), 302);
  const t = translator(ctx.viewer.language);
  const props = { communities, hostName: request.server.hostName, anonymous: ctx.viewer.personId === null };
  return page(request, reply, Host, props, { title: t('communities.host_title'), cacheable: { communityId: 0, pulse } });
}
