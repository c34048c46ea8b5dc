import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { healthPages } from '#platform/http/health.ts';
import { createServer } from '#platform/http/server.ts';
import { createContext, type Services } from '#platform/context.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { CLIENT_FOLDER } from '#ui/assets.ts';
import { answerFailures } from '#ui/failure.ts';
import { answerFromCache, PageCache } from '#ui/page-cache.ts';
import { features } from './features.ts';
import { myCommunities } from './features/communities/index.ts';
import { viewerOf } from './features/people/index.ts';
import { setUpFeatures } from './setup.ts';

// Names with a hash never change what they hold; the others, such as the mark, may.
const HASHED = /-[\w-]{8}\.\w+(?:\.(?:br|gz))?$/;

/** The whole web application, without a port. */
export async function buildApp(services: Services): Promise<FastifyInstance> {
  setUpFeatures();
  const cache = new PageCache(services.beats);
  const app = await createServer(services, (request, response) => answerFromCache(cache, request, response));
  app.decorate('pageCache', cache);
  app.decorate('hostName', (await hostSetting(services.database.db, 'host_name')) ?? 'Copse');
  app.decorateRequest('ctx');
  app.decorateRequest('places', null);
  answerFailures(app, services);
  app.addHook('onRequest', async (request) => {
    request.ctx = createContext(services, await viewerOf(services, request));
    if (request.ctx.viewer.sessionToken) request.places = await myCommunities(request.ctx);
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
