import type { FastifyInstance } from 'fastify';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
}

/** Every route of the application, read from its own printed tree. */
export function routesOf(app: FastifyInstance): Route[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, lead, part, methods] = /^([│ ]*[├└]── )(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (lead === undefined) return [];
      const depth = lead.length / 4 - 1;
      above.length = depth;
      above[depth] = part!;
      const path = above.join('');
      return (methods ?? '').split(', ').flatMap((method) => (method && method !== 'HEAD' ? [{ method: method as Route['method'], path }] : []));
    });
}
