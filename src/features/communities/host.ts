import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { setUpNeeded, waitPage } from '../people/index.ts';
import { canRead } from './access.ts';
import { hrefOf } from './frame.ts';
import { myCommunities } from './me/spaces.ts';
import { listCommunities, type Space } from './queries.ts';
import Host from './views/Host.svelte';

/** `/`: one's own home for whoever belongs to several communities; the only community there is; or all of them, which stand at `/communities` for everyone. */
export function hostPages(app: FastifyInstance): void {
  app.get('/', hostHome);
  app.get('/communities', allCommunities);
}

async function hostHome(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  if (await setUpNeeded(ctx.services)) return waitPage(request, reply);
  if ((await myCommunities(ctx)).length > 1) return reply.redirect('/me', 302);
  const pulse = ctx.services.beats.pulse();
  const communities = await readableCommunities(ctx);
  if (communities.length === 1) return reply.redirect(hrefOf(communities[0]!), 302);
  return listed(request, reply, communities, pulse);
}

async function allCommunities(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const pulse = request.ctx.services.beats.pulse();
  return listed(request, reply, await readableCommunities(request.ctx), pulse);
}

async function readableCommunities(ctx: Ctx): Promise<Space[]> {
  return (await listCommunities(ctx.db)).filter((community) => canRead(ctx.viewer, community, community));
}

function listed(request: FastifyRequest, reply: FastifyReply, communities: Space[], pulse: number): FastifyReply {
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const props = { communities, hostName: request.server.hostName, anonymous: ctx.viewer.personId === null };
  return page(request, reply, Host, props, { title: t('communities.host_title'), about: { kind: 'communities', id: 0 }, cacheable: { communityId: 0, pulse } });
}
