import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#platform/errors.ts';
import { healthPages } from '#platform/http/health.ts';
import { createServer } from '#platform/http/server.ts';
import { createContext, type Services } from '#platform/context.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { CLIENT_FOLDER } from '#ui/assets.ts';
import { answerFailures } from '#ui/failure.ts';
import { answerFromCache, PageCache } from '#ui/page-cache.ts';
import { features } from './features.ts';
import { myCommunities } from './features/communities/index.ts';
import { unreadCount } from './features/notifications/index.ts';
import { viewerOf } from './features/people/index.ts';
import { setUpFeatures } from './setup.ts';

// Names with a hash never change what they hold; the others, such as the mark, may.
const HASHED = /-[\w-]{8}\.\w+(?:\.(?:br|gz))?$/;

/** What a device kept while it was offline is taken from nobody but whoever wrote it. */
function refuseAnotherViewer({ headers, ctx }: FastifyRequest): void {
  const whose = headers['x-viewer'];
  if (whose !== undefined && whose !== String(ctx.viewer.personId ?? 0)) throw new Refusal('sign_in', 'errors.sign_in');
}

const NO_PAGE = /^\/(?:assets|api)\//;

/** The whole web application, without a port. */
export async function buildApp(services: Services): Promise<FastifyInstance> {
  setUpFeatures();
  const cache = new PageCache(services.beats);
  const app = await createServer(services, (request, response) => answerFromCache(cache, request, response));
  app.decorate('pageCache', cache);
  // Features stand in scopes of their own: a plain value set in one would be seen in no other.
  let hostName = (await hostSetting(services.database.db, 'host_name')) ?? 'Copse';
  app.decorate('hostName', { getter: () => hostName, setter: (name: string) => void (hostName = name) });
  app.decorateRequest('ctx');
  app.decorateRequest('places', null);
  app.decorateRequest('unread', 0);
  answerFailures(app, services);
  app.addHook('onRequest', async (request) => {
    request.ctx = createContext(services, await viewerOf(services, request));
    refuseAnotherViewer(request);
    if (request.ctx.viewer.sessionToken) request.places = await myCommunities(request.ctx);
  });
  app.addHook('preHandler', async (request) => {
    if (!NO_PAGE.test(request.url)) request.unread = await unreadCount(services, request.ctx.viewer.personId);
  });
  healthPages(app, services);
  await app.register(fastifyStatic, {
    root: CLIENT_FOLDER,
    prefix: '/assets/',
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'),
    preCompressed: true,
    index: false,
    dotfiles: 'deny',
  });
  for (const { name, routes } of features)
    if (routes)
      await app.register(async (scope) => {
        scope.addHook('onRoute', (route) => void (route.config = { ...route.config, feature: name }));
        return routes(scope);
      });
  return app;
}
