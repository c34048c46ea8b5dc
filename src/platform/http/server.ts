import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import helmet from 'helmet';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Ctx, Services } from '../context.ts';
import { Refusal } from '../errors.ts';
import { contentSecurityPolicy } from './csp.ts';
import { dropUploads } from './form.ts';
import { dropNul, refuseNul } from './nul.ts';
import { refuseForeignOrigin } from './origin.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Multiplies rate limits; 0 turns them off. */
    rateFactor: number;
  }
  interface FastifyRequest {
    ctx: Ctx;
  }
}

/** A form with a long post in it; files come as multipart, with limits of their own. */
const BODY_LIMIT = 2 * 1024 * 1024;
export const UPLOAD_LIMIT = 25 * 1024 * 1024;
const UNSAFE_PER_MINUTE = 120;

/** Answers a request at once, before anything is done for it; false where it cannot. */
export type Shortcut = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A server with everything that is the same on every page, and no page yet. */
export async function createServer(services: Services, shortcut: Shortcut): Promise<FastifyInstance> {
  const { config, log } = services;
  const app = Fastify({
    serverFactory: (handler) =>
      createHttpServer((request, response) => {
        services.jobs.giveWay();
        if (!shortcut(request, response)) handler(request, response);
      }),
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  app.decorate('rateFactor', config.rateLimit);
  const headers = { ...safeHeaders(config.baseUrl?.startsWith('https:') ?? false), 'content-security-policy': contentSecurityPolicy(null) };
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: BODY_LIMIT });
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: UPLOAD_LIMIT, files: 20, fields: 60, fieldSize: BODY_LIMIT, parts: 80 } });
  await app.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'], brotliOptions: { params: { 1: 4 } } });
  // An overloaded server says so at once instead of answering everyone late; like all limits, only where there are some.
  if (config.rateLimit > 0) await app.register(underPressure, { maxEventLoopDelay: 3000, pressureHandler: () => overloaded() });
  await registerLimits(app, config.rateLimit);
  app.addHook('onResponse', dropUploads);
  app.addHook('onRequest', async (request) => {
    refuseForeignOrigin(request);
    refuseNul(request);
  });
  app.addHook('preValidation', async ({ body }) => dropNul(body));
  return app;
}

/** What helmet says on every answer, asked once: its headers are the same for all. */
function safeHeaders(https: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = { setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value), removeHeader() {} };
  const speak = helmet({
    contentSecurityPolicy: false,
    ...(!https && { strictTransportSecurity: false }),
    referrerPolicy: { policy: 'same-origin' },
  });
  speak({} as never, response as never, () => {});
  return headers;
}

function overloaded(): never {
  throw new Refusal('unavailable', 'errors.overloaded');
}

// Reading is never limited; every unsafe request is, by address.
async function registerLimits(app: FastifyInstance, factor: number): Promise<void> {
  if (factor === 0) return;
  await app.register(rateLimit, {
    global: true,
    max: Math.ceil(UNSAFE_PER_MINUTE * factor),
    timeWindow: 60_000,
    allowList: (request) => request.method === 'GET' || request.method === 'HEAD',
    errorResponseBuilder: () => new Refusal('too_many', 'errors.too_many'),
  });
}
