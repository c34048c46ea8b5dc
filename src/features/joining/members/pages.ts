import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField } from '#platform/errors.ts';
import { idParam, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { addSteeringPage, hrefOf, inSteering, PLACES, placeOf, spaceFor } from '../../communities/index.ts';
import MemberList from '../views/MemberList.svelte';
import MemberLists from '../views/MemberLists.svelte';
import { beginList, canAdd, plannedList, planList } from './actions.ts';

const LARGEST = 2 * 1024 * 1024;
const APPROVE = 'members.approve';
const LINES_SHOWN = 300;

/** Bringing in members from a list: first what would happen, line by line, then doing it. */
export function memberListPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/member-lists', label: 'joining.lists', capability: APPROVE, group: 'members', order: 16, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/member-lists`, (request, reply) => upload(request, reply, {}, 200));
    app.post(`${at}/member-lists`, plan);
    app.get(`${at}/member-lists/:id`, (request, reply) => show(request, reply, {}, 200));
    app.post(`${at}/member-lists/:id`, begin);
  }
}

async function upload(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, APPROVE);
  const t = translator(request.ctx.viewer.language);
  const props = { action: `${hrefOf(place.community, place.room)}/member-lists`, space: space.name, errors };
  return page(request, reply, MemberLists, props, inSteering(request, place, { title: t('joining.lists'), status }));
}

async function plan(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, APPROVE);
  return attempt(
    request,
    async () => {
      const file = request.isMultipart() ? await request.file({ limits: { fileSize: LARGEST } }) : undefined;
      const bytes = await file?.toBuffer();
      if (!bytes || bytes.length === 0) throw invalidField('file', 'errors.no_file');
      if (file!.file.truncated) throw invalidField('file', 'joining.error.large_list');
      return seeOther(reply, `${hrefOf(place.community, place.room)}/member-lists/${await planList(request.ctx, space, bytes)}`);
    },
    (errors, status) => upload(request, reply, errors, status),
  );
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, APPROVE);
  const t = translator(request.ctx.viewer.language);
  const { id, list, begun_at, ended_at, done_count, mode } = await plannedList(request.ctx, space, idParam(request));
  const props = {
    action: `${hrefOf(place.community, place.room)}/member-lists/${id}`,
    space: space.name,
    heads: list.heads,
    count: list.members.length,
    usable: list.members.filter(({ problem }) => problem === null).length,
    // What is wrong comes first: it is what one looks for.
    lines: [...list.members].sort((a, b) => Number(a.problem === null) - Number(b.problem === null)).slice(0, LINES_SHOWN),
    state: begun_at === null ? 'planned' : ended_at === null ? 'going' : 'done',
    mode,
    done: done_count,
    canAdd: canAdd(request.ctx, space),
    errors,
  } as const;
  return page(request, reply, MemberList, props, inSteering(request, place, { title: t('joining.lists'), status }));
}

async function begin(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, APPROVE);
  const { mode, consent } = typed(request);
  return attempt(
    request,
    async () => {
      const { id } = await plannedList(request.ctx, space, idParam(request));
      await beginList(request.ctx, space, id, mode === 'add' ? 'add' : 'invite', consent === 'yes');
      return seeOther(reply, request.url);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}
