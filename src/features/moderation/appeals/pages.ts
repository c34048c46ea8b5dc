import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { idParam, parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceById } from '../../communities/index.ts';
import { readNotifications } from '../../notifications/index.ts';
import { DECIDED, reasonKey } from '../log/telling.ts';
import { appeal } from '../schema.ts';
import Appeal from '../views/Appeal.svelte';
import { appealTo, ownAction } from './actions.ts';
import { canAppeal, hrefOfAppeal, inTime } from './appealable.ts';
import { appealOf } from './queries.ts';

/** Asking for another look; outside the community, where somebody banned can still come. */
export function appealPages(app: FastifyInstance): void {
  app.get('/appeals/:community/:id', (request, reply) => show(request, reply, {}, 200));
  app.post('/appeals/:community/:id', send);
}

const find = (request: FastifyRequest) => ownAction(request.ctx, idParam(request, 'community'), idParam(request));

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const action = await find(request);
  const { db, now, viewer } = request.ctx;
  const t = translator(viewer.language);
  // Whoever comes by the mail has read what the inbox says, too.
  await readNotifications(request.ctx, { communityId: action.community_id, kind: DECIDED, key: String(action.id) });
  const space = await spaceById(db, action.community_id, action.space_id);
  const before = await appealOf(db, action.community_id, action.id);
  const props = {
    space: space?.name ?? '',
    what: { action: action.action, reason: reasonKey(action.reason), note: action.note, at: action.at, until: action.until },
    appealed: before ? { at: before.opened_at, decision: before.decision } : null,
    open: !before && canAppeal(action) && inTime(action, now),
    action: hrefOfAppeal(action),
    text: String(typed(request).text ?? ''),
    errors,
  };
  return page(request, reply, Appeal, props, { title: t('moderation.appeal'), status, noIndex: true });
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const action = await find(request);
  return attempt(
    request,
    async () => {
      await appealTo(request.ctx, action, parseInput(appeal, request.body ?? {}).text);
      return seeOther(reply, hrefOfAppeal(action));
    },
    (errors, status) => show(request, reply, errors, status),
  );
}
