import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { ownId } from '../own.ts';
import { subscription } from '../schema.ts';
import { subscribe, unsubscribeDevice } from './actions.ts';

export function pushPages(app: FastifyInstance): void {
  app.post('/me/push', add);
  app.post('/me/push/:id/remove', remove);
}

/** The page's script sends what the browser gave it. */
async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  ownId(request.ctx);
  const id = await subscribe(request.ctx, parseInput(subscription, request.body), request.headers['user-agent'] ?? '');
  return reply.code(201).send({ id });
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await unsubscribeDevice(request.ctx, idParam(request));
  flash(reply, 'notifications.device_removed');
  return seeOther(reply, '/me/settings/notifications#devices');
}
