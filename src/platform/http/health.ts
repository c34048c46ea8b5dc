import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../context.ts';
import { assertReady } from '../db/index.ts';
import { writeFault, type WriteFault } from '../durable.ts';
import { notFound } from '../errors.ts';
import { jobCounts } from '../jobs/index.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const UNANSWERED = 'the database does not answer';
const FAULTS: Record<WriteFault, string> = {
  full: 'nothing can be written: the disk is full',
  read_only: 'nothing can be written: the database may only be read',
  other: 'nothing can be written: a small write failed',
};

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: how it does, for this machine and for hosts. */
export function healthPages(app: FastifyInstance, services: Services): void {
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').type('text/plain').send('ok\n'));
  app.get('/readyz', async (request, reply) => {
    const answers = await assertReady(services.database.db).then(
      () => true,
      (error: unknown) => (request.log.error({ err: error }, UNANSWERED), false),
    );
    const fault = answers ? await writeFault(services) : null;
    const reason = answers ? fault && FAULTS[fault] : UNANSWERED;
    return reply.code(reason ? 503 : 200).header('cache-control', 'no-store').type('text/plain').send(`${reason ?? 'ready'}\n`);
  });
  metrics(app, services);
}

function metrics(app: FastifyInstance, services: Services): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const times = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [register],
  });
  const jobs = new Gauge({ name: 'copse_jobs', help: 'Jobs by state.', labelNames: ['state'], registers: [register] });
  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) };
    times.observe(labels, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (request, reply) => {
    if (!LOOPBACK.has(request.ip) && !request.ctx.viewer.admin) throw notFound();
    const counts = await jobCounts(services.database.db, services.clock());
    for (const [state, count] of Object.entries(counts)) jobs.set({ state }, count);
    return reply.type(register.contentType).send(await register.metrics());
  });
}
