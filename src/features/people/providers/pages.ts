import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asRefusal, notFound, Refusal } from '#platform/errors.ts';
import { idParam, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { cookieOptions, enter } from '../gate/entry.ts';
import { issueToken, takeToken } from '../gate/one-time.ts';
import { backPath } from '../gate/session.ts';
import { signInPage } from '../gate/sign-in-page.ts';
import { self } from '../profile/address.ts';
import { SECURITY } from '../security/page.ts';
import { recently, wasRecent } from '../security/recent.ts';
import { tell } from '../security/tell.ts';
import { arrive, link } from './arrive.ts';
import { beginOidc, finishOidc, type OidcRequest } from './oidc.ts';
import { findProvider, type Arrival, type Provider } from './provider.ts';
import { deleteIdentities } from './queries.ts';
import { beginSaml, ourMetadata, readSaml } from './saml.ts';

/** Ties the way back to the browser that set out. */
const COOKIE = 'copse.way';
const MINUTES = 10;
const WITH = '/sign-in/with/:id';

/** What is kept of who set out to a provider. */
interface Way {
  provider: number;
  back: string;
  /** Signed in already, and wants to sign in this way too. */
  linkTo: number | null;
  oidc: OidcRequest | null;
}

export function providerPages(app: FastifyInstance, factor: number): void {
  // These ask something of the provider, so reading them is limited too.
  const strict = factor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(30 * factor), timeWindow: 60_000, allowList: [] } } };
  app.get(WITH, strict, setOut);
  app.get(`${WITH}/back`, strict, backFromOidc);
  // The provider's page sends this form: the signature in it says where it comes from.
  app.post(`${WITH}/saml`, { config: { fromElsewhere: true } }, backFromSaml);
  app.get(`${WITH}/arrived`, arrivedBySaml);
  app.get(`${WITH}/metadata`, metadata);
  app.post('/me/ways/:id/unlink', recently(SECURITY, unlink));
}

async function setOut(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const provider = await findProvider(ctx, idParam(request));
  const linkTo = query(request, 'link') ? ctx.viewer.personId : null;
  if (query(request, 'link') && !(await wasRecent(ctx))) return seeOther(reply, `/me/confirm?back=${encodeURIComponent(SECURITY)}`);
  const state = randomBytes(32).toString('base64url');
  return refusedAtGate(request, reply, async () => {
    const begun = provider.kind === 'oidc' ? await beginOidc(ctx, provider, state) : { address: await beginSaml(ctx, provider, state), request: null };
    const way: Way = { provider: provider.id, back: backPath(request), linkTo, oidc: begun.request };
    await issueToken(ctx, 'provider', { minutes: MINUTES, token: state, data: way });
    reply.setCookie(COOKIE, state, { ...cookieOptions(request), maxAge: MINUTES * 60 });
    return reply.redirect(begun.address, 303);
  });
}

async function backFromOidc(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return refusedAtGate(request, reply, async () => {
    const { way, provider, state } = await wayBack(request, reply, query(request, 'state'));
    if (provider.kind !== 'oidc' || !way.oidc) throw notFound();
    const parameters = request.url.slice(request.url.indexOf('?'));
    const arrival = await finishOidc(request.ctx, provider, parameters, state, way.oidc).catch(disbelieved);
    return letIn(request, reply, provider, arrival, way);
  });
}

/** This form comes from another site, so without our cookies: what it says is kept for the browser's next step. */
async function backFromSaml(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const provider = await findProvider(ctx, idParam(request));
  if (provider.kind !== 'saml') throw notFound();
  return refusedAtGate(request, reply, async () => {
    const { SAMLResponse = '', RelayState = '' } = typed(request) as Record<string, string>;
    const arrival = await readSaml(ctx, provider, String(SAMLResponse)).catch(disbelieved);
    const token = await issueToken(ctx, 'arrived', { minutes: MINUTES, data: { provider: provider.id, state: String(RelayState), arrival } });
    return seeOther(reply, `/sign-in/with/${provider.id}/arrived?token=${token}`);
  });
}

async function arrivedBySaml(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return refusedAtGate(request, reply, async () => {
    const taken = await takeToken<{ provider: number; state: string; arrival: Arrival }>(request.ctx, 'arrived', query(request, 'token') ?? '');
    const { way, provider } = await wayBack(request, reply, taken?.data.state ?? null);
    if (taken!.data.provider !== provider.id) throw disbelieved(null);
    return letIn(request, reply, provider, taken!.data.arrival, way);
  });
}

/** The way that this browser set out on, once. */
async function wayBack(request: FastifyRequest, reply: FastifyReply, state: string | null): Promise<{ way: Way; provider: Provider; state: string }> {
  const kept = request.cookies[COOKIE];
  reply.clearCookie(COOKIE, { path: '/' });
  const taken = state && kept === state ? await takeToken<Way>(request.ctx, 'provider', state) : null;
  const provider = await findProvider(request.ctx, idParam(request));
  if (!taken || taken.data.provider !== provider.id) throw disbelieved(null);
  return { way: taken.data, provider, state: state! };
}

async function letIn(request: FastifyRequest, reply: FastifyReply, provider: Provider, arrival: Arrival, way: Way): Promise<FastifyReply> {
  const { ctx } = request;
  if (way.linkTo === null) return enter(request, reply, await arrive(ctx, provider, arrival), way.back);
  if (ctx.viewer.personId !== way.linkTo) throw disbelieved(null);
  await link(ctx, provider, arrival, way.linkTo);
  flash(reply, 'people.ways.linked', { label: provider.label });
  return seeOther(reply, SECURITY);
}

function disbelieved(cause: unknown): never {
  throw new Refusal('forbidden', 'people.error.provider', { cause });
}

/** What goes wrong on the way is told on the page where it began, in words; the cause is for the log. */
async function refusedAtGate(request: FastifyRequest, reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    const known = error instanceof Refusal ? error : new Refusal('unavailable', 'people.error.provider_down', { cause: error });
    if (known.code === 'not_found') throw error;
    request.log.info({ err: asRefusal(known).cause, code: known.code }, 'a provider was not believed');
    const text = translator(request.ctx.viewer.language)(known.message, known.values);
    return signInPage(request, reply, {}, { '': text }, known.status);
  }
}

async function metadata(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const provider = await findProvider(request.ctx, idParam(request));
  if (provider.kind !== 'saml') throw notFound();
  return reply.type('application/samlmetadata+xml').send(await ourMetadata(request.ctx, provider));
}

async function unlink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await self(ctx);
  const provider = await findProvider(ctx, idParam(request));
  if (await deleteIdentities(ctx.db, provider.id, id)) await tell(ctx, id, 'provider_unlinked', provider.label);
  flash(reply, 'people.ways.unlinked', { label: provider.label });
  return seeOther(reply, SECURITY);
}
