import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { asInput } from '../profile/actions.ts';
import { self } from '../profile/address.ts';
import { edit, EDIT } from '../profile/edit.ts';
import { asValues } from '../profile/form.ts';
import { changeHandle, newHandle } from './actions.ts';

export function handlePages(app: FastifyInstance): void {
  app.post('/me/handle', choose);
}

async function choose(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  return attempt(
    request,
    async () => {
      await changeHandle(ctx, person, parseInput(newHandle, request.body).handle);
      flash(reply, 'people.saved');
      return seeOther(reply, EDIT);
    },
    (errors, status) => edit(request, reply, { ...asValues(asInput(person), ctx.viewer.language), handle: String(typed(request).handle ?? '') }, errors, status),
  );
}
