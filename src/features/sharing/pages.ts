import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notAllowed, notFound } from '#platform/errors.ts';
import { asId, param, parseInput, query, typed } from '#platform/http/params.ts';
import { readSigned } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import Log from '#ui/Log.svelte';
import { page } from '#ui/page.ts';
import { addSteeringPage, can, hrefOf, inPlace, inSteering, PLACES, placeOf, readablePlaces, spaceFor, switchedOff, type RequestPlace } from '../communities/index.ts';
import { rolesIn, SEND, sendablePage, share, wholeSpaces, type SendablePage } from './actions.ts';
import { STOP } from './letters.ts';
import { insertRefusal, sharesOf } from './queries.ts';
import { sending } from './schema.ts';
import { isOutside, pageRef, type PageRef } from './target.ts';
import Share from './views/Share.svelte';
import Stop from './views/Stop.svelte';

const A_PAGE = 50;

export function sharingPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/shares', label: 'sharing.log', capability: 'facilitate', group: 'place', order: 95, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/share`, show);
    app.post(`${at}/share`, app.rateFactor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(10 * app.rateFactor), timeWindow: 60_000 } } }, send);
    app.get(`${at}/shares`, log);
  }
  app.get('/share/:kind/:id', outside);
  app.get('/share/stop/:token', (request, reply) => stopPage(request, reply, false));
  app.post('/share/stop/:token', stop);
}

/** The page that is meant; anything else is a page that does not exist. */
function refOf(given: unknown): PageRef {
  const { kind, ...rest } = given as Record<string, unknown>;
  const parsed = pageRef.safeParse(kind ? { kind, ...rest } : rest);
  if (!parsed.success) throw notFound();
  return parsed.data;
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return sharePage(request, reply, place, await sendablePage(request.ctx, place, refOf(request.query)), {}, {}, 200);
}

async function sharePage(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, sendable: SendablePage, values: Record<string, unknown>, errors: FormErrors, status: number): Promise<FastifyReply> {
  const { community, room } = place;
  const title = translator(request.ctx.viewer.language)('sharing.title');
  const props = {
    action: `${hrefOf(community, room)}/share`,
    target: sendable.target,
    ref: Object.entries(sendable.ref).map(([name, value]) => [name, String(value)] as [string, string]),
    whole: wholeSpaces(request.ctx, place).map(({ id, name, member_count }) => ({ id, name, count: member_count })),
    roles: (await rolesIn(request.ctx, place)).map(({ id, name }) => ({ id, name })),
    values: { once: onceKey(), ...values } as Record<string, string>,
    errors,
  };
  return page(request, reply, Share, props, inPlace(request, place, { title, status, noIndex: true }));
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const sendable = await sendablePage(request.ctx, place, refOf(typed(request)));
  return attempt(
    request,
    async () => {
      const { members, outside, leftOut } = await share(request.ctx, sendable, parseInput(sending, chosen(typed(request))), String(typed(request).once ?? '') || null);
      flash(reply, 'sharing.sent', { count: members + outside, left: leftOut });
      return seeOther(reply, sendable.target.href);
    },
    (errors, status) => sharePage(request, reply, place, sendable, typed(request), errors, status),
  );
}

/** A role or a place that was chosen from its list stands in a field of its own. */
function chosen(form: Record<string, unknown>): Record<string, unknown> {
  const { audience, role, whole } = form;
  return { ...form, audience: audience === 'role' ? `role.${String(role)}` : audience === 'all' ? whole : audience };
}

/** Who sent what to how many, for those who facilitate. */
async function log(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'facilitate');
  const rows = await sharesOf(request.ctx.db, place.community.id, space.id, asId(query(request, 'before')), A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE);
  const t = translator(request.ctx.viewer.language);
  const entries = shown.map(({ title, audience, members, outside, ...row }) => ({ ...row, text: title, more: [t(`sharing.audience.${audience}`), t('sharing.log_line', { members, outside })] }));
  const props = { texts: 'sharing.log', entries, older: rows.length > A_PAGE ? `?before=${shown.at(-1)!.id}` : null };
  return page(request, reply, Log, props, inSteering(request, place, { title: t('sharing.log') }));
}

/** A page of no place is sent from a community that one is in, by its rules: the first of them where one may. */
async function outside(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const [kind, id] = [param(request, 'kind'), param(request, 'id')];
  if (!isOutside(kind) || !/^\d{1,15}$/.test(id)) throw notFound();
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  const places = await readablePlaces(ctx, [...ctx.viewer.roles.keys()]);
  const found = [...places.values()].find((place) => can(ctx.viewer, place.community, SEND) && !switchedOff(place).includes('sharing'));
  if (!found) throw notAllowed(ctx.viewer);
  return seeOther(reply, `${hrefOf(found.community)}/share?${new URLSearchParams({ kind, id })}`);
}

async function digestIn(request: FastifyRequest): Promise<string> {
  const digest = await readSigned(request.ctx.services, STOP, param(request, 'token'));
  if (digest === null) throw notFound();
  return digest;
}

/** Opening the link changes nothing, for programs open links too; pressing the button does (RFC 8058). */
async function stopPage(request: FastifyRequest, reply: FastifyReply, done: boolean): Promise<FastifyReply> {
  await digestIn(request);
  const title = translator(request.ctx.viewer.language)('sharing.stop');
  return page(request, reply, Stop, { action: `/share/stop/${param(request, 'token')}`, done }, { title, noIndex: true });
}

async function stop(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await insertRefusal(request.ctx.db, await digestIn(request), request.ctx.now);
  return stopPage(request, reply, true);
}
