import type { Feature } from '../../feature.ts';
import { baseUrl } from '../../config.ts';
import { communityApi } from './communities.ts';
import { roomApi } from './rooms.ts';
import { notificationsApi } from './notifications.ts';
import { moderationApi } from './moderation.ts';
import { openApi } from './openapi.ts';
import { API } from './route.ts';
import { searchApi } from './search.ts';
import { workApi } from './work.ts';

export { askedPlace, inRoom } from './place.ts';
export { apiRoute, linkNext, type ApiRoute } from './route.ts';

const VERSION = '1';

export const feature: Feature = {
  name: 'api',
  texts: {},
  routes(app) {
    communityApi(app);
    roomApi(app);
    searchApi(app);
    notificationsApi(app);
    moderationApi(app);
    workApi(app);
    app.get(`${API}/openapi.json`, async (request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(openApi(baseUrl(request.ctx.services.config), VERSION)),
    );
  },
};
