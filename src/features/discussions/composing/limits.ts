import type { FastifyInstance, FastifyRequest } from 'fastify';

const PER_MINUTE = 120;

/** What a page sends by itself while one writes and reads is counted by session: an office shares an address. */
export function bySession({ rateFactor }: FastifyInstance) {
  if (rateFactor === 0) return {};
  const keyGenerator = (request: FastifyRequest) => request.headers.cookie ?? request.ip;
  return { config: { rateLimit: { max: Math.ceil(PER_MINUTE * rateFactor), timeWindow: 60_000, keyGenerator } } };
}
