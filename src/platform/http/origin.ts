import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Takes forms that another site sends, and says itself what it believes. */
    fromElsewhere?: boolean;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another site made a browser send. Every browser of the last years says
 * where a request comes from (Fetch Metadata `Sec-Fetch-Site`, or `Origin`); what says nothing is no
 * browser and carries no one's cookies by accident. Requests with a bearer token are no such risk.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  if (SAFE.has(request.method) || request.headers.authorization || request.routeOptions.config.fromElsewhere) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const { origin } = request.headers;
  if (!site && !origin) return;
  if (!site && origin && hostOf(origin) === request.host) return;
  throw new Refusal('forbidden', 'errors.foreign_origin');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
