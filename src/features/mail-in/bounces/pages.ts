import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { transaction, type Ctx } from '#platform/context.ts';
import { whisper } from '#platform/announce.ts';
import { notAllowed, notFound, Refusal } from '#platform/errors.ts';
import { param, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { baseUrl } from '../../../config.ts';
import { addSteeringPage, inSteering, loadHygieneParts, PLACES, placeOf, spaceFor } from '../../communities/index.ts';
import { makeToken, readToken } from '#platform/mail/answers/token.ts';
import { queueLetter } from '../sender/letters.ts';
import Back from '../views/Back.svelte';
import Hygiene from '../views/Hygiene.svelte';
import Stopped from '../views/Stopped.svelte';
import { forgetBounces, suspendedOf, troubledMembers } from './queries.ts';

const A_PAGE = 50;
const HEALTH = 'h';
const DAYS = 3;
const DAY = 86_400_000;

/** Where people see that mail does not reach them, and let it come again; and facilitators, whom it does not reach. */
export function bouncePages(app: FastifyInstance): void {
  addSteeringPage({ path: '/members/mail', label: 'mail_in.hygiene', capability: 'members.list', group: 'members', order: 45, rooms: true });
  for (const at of PLACES) app.get(`${at}/members/mail`, hygiene);
  app.get('/me/mail', stopped);
  app.post('/me/mail', askAgain);
  app.get('/mail/again/:token', againPage);
  app.post('/mail/again/:token', again);
}

async function hygiene(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'members.list');
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(query(request, 'before') ?? '') ?? [];
  const rows = await troubledMembers(request.ctx.db, space.community_id, space.id, at ? { at: Number(at), id: Number(id) } : null, A_PAGE + 1);
  const shown = rows.slice(0, A_PAGE);
  // What the server said names the address, which members show to whom they wish.
  const members = shown.map(({ photo_key, said, ...row }) => ({ ...row, said: said?.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '…') ?? null, photo: photo_key && `/people/${row.handle}/photo` }));
  const last = rows.length > A_PAGE ? shown.at(-1)! : null;
  const title = translator(request.ctx.viewer.language)('mail_in.hygiene');
  const parts = at ? [] : await loadHygieneParts(request.ctx, place);
  return page(request, reply, Hygiene, { members, parts, older: last && `?before=${last.last_at}.${last.id}` }, inSteering(request, place, { title, door: 'people' }));
}

function self({ viewer }: Ctx): number {
  if (viewer.personId === null) throw notAllowed(viewer);
  return viewer.personId;
}

async function stopped(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const addresses = await suspendedOf(request.ctx.db, self(request.ctx));
  return page(request, reply, Stopped, { addresses }, { title: translator(request.ctx.viewer.language)('mail_in.stopped.title'), noIndex: true });
}

/** Sends a letter to the address: whoever opens it there reads mail again. */
async function askAgain(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const personId = self(ctx);
  const found = (await suspendedOf(ctx.db, personId)).find(({ address }) => address === typed(request).address);
  if (!found) throw notFound();
  const { address } = found;
  const t = translator(ctx.viewer.language);
  const token = await makeToken(ctx.services, HEALTH, personId, [numberOf(address)]);
  await transaction(ctx, (ctx) =>
    queueLetter(ctx, 'asked', {
      to: address,
      language: ctx.viewer.language,
      subject: t('mail_in.again.subject'),
      paragraphs: [t('mail_in.again.text', { address })],
      button: { href: `${baseUrl(ctx.services.config)}/mail/again/${token}`, label: t('mail_in.again.button') },
    }),
  );
  flash(reply, 'mail_in.again.sent', { address });
  return seeOther(reply, '/me/mail');
}

/** Ties a token to an address: a short one has no room for it. */
function numberOf(address: string): number {
  return parseInt(createHash('sha256').update(address).digest('hex').slice(0, 12), 16);
}

async function troubled(request: FastifyRequest) {
  const { ctx } = request;
  const token = await readToken(ctx.services, param(request, 'token'));
  if (token?.kind !== HEALTH || token.madeAt + (DAYS + 1) * DAY < ctx.now) throw notFound();
  const found = (await suspendedOf(ctx.db, token.personId)).find(({ address }) => numberOf(address) === token.target[0]);
  if (!found) throw new Refusal('gone', 'mail_in.again.done_before');
  return { address: found.address, personId: token.personId };
}

async function againPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { address } = await troubled(request);
  return page(request, reply, Back, { address, action: request.url }, { title: translator(request.ctx.viewer.language)('mail_in.again.button'), noIndex: true });
}

async function again(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { address, personId } = await troubled(request);
  await transaction(request.ctx, async (ctx) => {
    await forgetBounces(ctx.db, address, personId);
    whisper(ctx, 'viewer', { personId });
  });
  flash(reply, 'mail_in.again.done', { address });
  return seeOther(reply, '/');
}
