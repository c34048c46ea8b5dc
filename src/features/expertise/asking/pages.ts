import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed } from '#platform/errors.ts';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { asking } from '../schema.ts';
import Asking from '../views/Asking.svelte';
import { chooseWillingness, willingness } from './willingness.ts';

export const SETTINGS = '/me/helping';

export function askingPages(app: FastifyInstance): void {
  app.get(SETTINGS, (request, reply) => show(request, reply, {}, 200));
  app.post(SETTINGS, save);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const t = translator(ctx.viewer.language);
  const value = String(typed(request).weekly ?? (await willingness(ctx, ctx.viewer.personId)));
  return page(request, reply, Asking, { value, errors }, { title: t('expertise.asking_title'), status, noIndex: true });
}

async function save(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (request.ctx.viewer.personId === null) throw notAllowed(request.ctx.viewer);
  return attempt(
    request,
    async () => {
      await chooseWillingness(request.ctx, parseInput(asking, request.body).weekly);
      flash(reply, 'expertise.saved');
      return seeOther(reply, SETTINGS);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}
