import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { parseInput } from '#platform/http/params.ts';

export const API = '/api/v1';

/** One call of the API. The same schemas check what comes in, list what goes out, and make the documentation. */
export interface ApiRoute<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with parameters as `:name`. */
  path: string;
  summary: string;
  query?: Q;
  body?: B;
  /** What is answered, field by field; without it the answer is empty (204). */
  answer?: A;
  status?: number;
  handle(request: FastifyRequest, input: { query: z.output<Q>; body: z.output<B> }, reply: FastifyReply): Promise<z.input<A> | void>;
}

interface Documented {
  method: string;
  path: string;
  summary: string;
  query: z.ZodType | undefined;
  body: z.ZodType | undefined;
  answer: z.ZodType | undefined;
  status: number;
}

const documented = new Map<string, Documented>();

/** Adds a call to the API and to its documentation. */
export function apiRoute<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(app: FastifyInstance, route: ApiRoute<Q, B, A>): void {
  const { method, path, summary, query, body, answer, handle } = route;
  const status = route.status ?? (answer ? 200 : 204);
  documented.set(`${method} ${path}`, { method, path, summary, query, body, answer, status });
  app.route({
    method,
    url: API + path,
    async handler(request, reply) {
      const input = {
        query: (query ? parseInput(query, request.query) : undefined) as z.output<Q>,
        body: (body ? parseInput(body, request.body ?? {}) : undefined) as z.output<B>,
      };
      const result = await handle(request, input, reply);
      reply.code(status).header('cache-control', 'private, no-cache');
      return answer ? reply.send(answer.parse(result)) : reply.send();
    },
  });
}

/** All calls so far, for the documentation. */
export function documentedRoutes(): Documented[] {
  return [...documented.values()];
}

/** Tells where the next page is (RFC 8288). */
export function linkNext(request: FastifyRequest, reply: FastifyReply, change: Record<string, string | number>): void {
  const url = new URL(request.url, 'http://here.invalid');
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, String(value));
  reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}
