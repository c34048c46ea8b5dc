import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { linkForm, recently, self, settingsPage } from '../people/index.ts';
import { askForExport, readableExport } from './export.ts';
import { leave, stay, stayByLink, ties } from './leaving.ts';
import { departureOf, exportsOf } from './queries.ts';
import Data from './views/Data.svelte';

const DATA = '/me/settings/data';

const departure = z.object({ keep: z.enum(['keep', 'remove'], 'my_data.error.keep'), sure: z.literal('yes', 'my_data.error.sure') });

export function dataPages(app: FastifyInstance): void {
  app.get(DATA, (request, reply) => show(request, reply, {}, 200));
  app.post('/me/data/export', recently(DATA, ask));
  app.get('/me/data/exports/:id', download);
  app.post('/me/data/leave', recently(DATA, go));
  app.post('/me/data/stay', remain);
  app.get('/stay', (request, reply) => stayForm(request, reply, 200));
  app.post('/stay', remainByLink);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await self(ctx);
  const props = {
    errors,
    values: typed(request) as Record<string, string>,
    exports: await exportsOf(ctx.db, id, ctx.now),
    dueAt: (await departureOf(ctx.db, id))?.due_at ?? null,
    ties: await ties(ctx, id),
  };
  return settingsPage(request, reply, DATA, Data, props, status);
}

async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  return attempt(
    request,
    async () => {
      await askForExport(request.ctx, id);
      flash(reply, 'my_data.asked');
      return seeOther(reply, DATA);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id, handle } = await self(ctx);
  const { key, size } = await readableExport(ctx, id, idParam(request));
  const name = `${handle}-${new Date(ctx.now).toISOString().slice(0, 10)}.zip`;
  reply.header('content-disposition', `attachment; filename="${name}"`).header('cache-control', 'private, no-store').header('content-length', size);
  return reply.type('application/zip').send(await ctx.services.blobs.read(key));
}

async function go(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  return attempt(
    request,
    async () => {
      const { keep } = parseInput(departure, typed(request));
      await leave(request.ctx, id, keep === 'keep');
      flash(reply, 'my_data.leaving');
      return seeOther(reply, DATA);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

async function remain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id } = await self(request.ctx);
  await stay(request.ctx, id);
  flash(reply, 'my_data.stayed');
  return seeOther(reply, DATA);
}

function stayForm(request: FastifyRequest, reply: FastifyReply, status: number, error?: string): FastifyReply {
  const token = String(typed(request).token ?? query(request, 'token') ?? '');
  return linkForm(request, reply, { kind: 'stay', action: '/stay', token, error }, status);
}

async function remainByLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (!(await stayByLink(request.ctx, String(typed(request).token ?? '')))) return stayForm(request, reply, 422, 'people.error.link');
  flash(reply, 'my_data.stayed');
  return seeOther(reply, '/');
}
