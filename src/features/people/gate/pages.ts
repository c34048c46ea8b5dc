import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { invalidField, Refusal } from '#platform/errors.ts';
import { parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { ensurePerson } from '../accounts.ts';
import { authOf } from '../auth.ts';
import { queueLetter } from '../letters.ts';
import { passkeyPages } from '../passkeys/pages.ts';
import { personByAddress } from '../queries.ts';
import { newPassword, onlyAddress, signIn, signUp } from '../schema.ts';
import { setUpNeeded } from '../set-up/link.ts';
import Reset from '../views/Reset.svelte';
import SentPage from '../views/SentPage.svelte';
import SignUp from '../views/SignUp.svelte';
import { askForLetter } from './asked.ts';
import { attemptWorked, countAttempt } from './attempts.ts';
import { enter } from './entry.ts';
import { linkForm } from './link-page.ts';
import { takeToken } from './one-time.ts';
import { accountByPassword, dropUnconfirmed } from './password.ts';
import { backPath, headersOf, keepBack, passCookies, takeBack } from './session.ts';
import { signInPage } from './sign-in-page.ts';

/** What makes the server send mail or check a password is allowed a few times a minute. */
export const strict = (factor: number) => (factor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(10 * factor), timeWindow: 60_000 } } });

export function gatePages(app: FastifyInstance, factor: number): void {
  app.get('/sign-up', (request, reply) => signUpPage(request, reply, {}, {}, 200));
  app.post('/sign-up', strict(factor), register);
  app.get('/sign-in', (request, reply) => signInPage(request, reply, {}, {}, 200));
  app.post('/sign-in', strict(factor), enterByPassword);
  app.post('/sign-in/mail', strict(factor), mailLink);
  app.get('/sign-in/link', (request, reply) => linkPage(request, reply, 'sign_in', 200));
  app.post('/sign-in/link', strict(factor), enterByLink);
  app.get('/confirm', (request, reply) => linkPage(request, reply, 'confirm', 200));
  app.post('/confirm', strict(factor), confirm);
  app.get('/forgot', (request, reply) => resetPage(request, reply, null, {}, 200));
  app.post('/forgot', strict(factor), forgot);
  app.get('/reset', (request, reply) => resetPage(request, reply, query(request, 'token') ?? '', {}, 200));
  app.post('/reset', strict(factor), reset);
  app.post('/sign-out', leave);
  passkeyPages(app, strict(factor));
}

function signUpPage(request: FastifyRequest, reply: FastifyReply, values: object, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const props = { values: values as Record<string, string>, errors, back: backPath(request), host: request.server.hostName };
  return page(request, reply, SignUp, props, { title: t('people.sign_up'), status, noIndex: true });
}

/** Answers the same for new and known addresses; the mail tells them apart. */
async function register(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = request.ctx;
  return attempt(
    request,
    async () => {
      const input = parseInput(signUp, request.body);
      if (await setUpNeeded(services)) throw new Refusal('not_found', 'errors.not_found');
      // Programs fill in what people do not see. They are answered as everybody.
      if (typed(request).homepage) return sentPage(request, reply, 'sign_up', input.address);
      const known = await personByAddress(request.ctx.db, input.address);
      const auth = await authOf(services);
      if (known?.account_id && known.confirmed_at !== null) await tellKnown(request.ctx, input);
      else {
        await dropUnconfirmed(request.ctx, input.address);
        await auth.api.signUpEmail({ body: { name: input.name, email: input.address, password: input.password }, headers: headersOf(request) });
      }
      if (backPath(request) !== '/') keepBack(reply, backPath(request));
      return sentPage(request, reply, 'sign_up', input.address);
    },
    (errors, status) => signUpPage(request, reply, typed(request), errors, status),
  );
}

/** Takes as long as making an account, most of which is the work on the password. */
async function tellKnown(ctx: Ctx, input: { address: string; password: string }): Promise<void> {
  const { password } = await (await authOf(ctx.services)).$context;
  await password.hash(input.password);
  await transaction(ctx, (ctx) => queueLetter(ctx, { kind: 'known', address: input.address }));
}

function sentPage(request: FastifyRequest, reply: FastifyReply, kind: 'sign_up' | 'sign_in', address: string): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const title = t(`people.${kind}.sent`);
  return page(request, reply, SentPage, { title, text: t(`people.${kind}.sent_text`, { address }) }, { title, noIndex: true });
}

async function enterByPassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  return attempt(
    request,
    async () => {
      const input = parseInput(signIn, request.body);
      const tried = { account: input.address, visitor: request.ip };
      await countAttempt(ctx, tried);
      const account = await accountByPassword(ctx, input.address, input.password);
      if (!account) throw invalidField('password', 'people.error.sign_in');
      await attemptWorked(ctx, tried);
      return enter(request, reply, await ensurePerson(ctx, account), backPath(request));
    },
    (errors, status) => signInPage(request, reply, typed(request), errors, status),
  );
}

async function mailLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return attempt(
    request,
    async () => {
      const { address } = parseInput(onlyAddress, request.body);
      await askForLetter(request.ctx, 'link', address);
      return sentPage(request, reply, 'sign_in', address);
    },
    (errors, status) => signInPage(request, reply, typed(request), errors, status),
  );
}

function linkPage(request: FastifyRequest, reply: FastifyReply, kind: 'sign_in' | 'confirm', status: number, error?: string): FastifyReply {
  const token = String(typed(request).token ?? query(request, 'token') ?? '');
  return linkForm(request, reply, { kind, action: kind === 'confirm' ? '/confirm' : '/sign-in/link', token, error }, status);
}

async function enterByLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const taken = await takeToken(request.ctx, 'sign_in', String(typed(request).token ?? ''));
  if (taken?.personId == null) return linkPage(request, reply, 'sign_in', 422, 'people.error.link');
  return enter(request, reply, taken.personId, takeBack(request, reply));
}

async function confirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = request.ctx;
  const auth = await authOf(services);
  const token = String(typed(request).token ?? '');
  const answer = await auth.api.verifyEmail({ query: { token }, headers: headersOf(request), returnHeaders: true }).catch(() => null);
  if (!answer) return linkPage(request, reply, 'confirm', 422, 'people.error.link');
  const session = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
  const found = await auth.api.getSession({ headers: new Headers({ cookie: session }) });
  if (found) await ensurePerson(createContext(services, request.ctx.viewer), found.user);
  passCookies(reply, answer.headers);
  flash(reply, found ? 'people.confirmed' : 'people.saved');
  return seeOther(reply, found ? takeBack(request, reply) : '/sign-in');
}

function resetPage(request: FastifyRequest, reply: FastifyReply, token: string | null, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const props = { token, errors, address: String(typed(request).address ?? '') };
  return page(request, reply, Reset, props, { title: t('people.forgot'), status, noIndex: true });
}

async function forgot(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return attempt(
    request,
    async () => {
      const { address } = parseInput(onlyAddress, request.body);
      await askForLetter(request.ctx, 'reset', address);
      return sentPage(request, reply, 'sign_in', address);
    },
    (errors, status) => resetPage(request, reply, null, errors, status),
  );
}

async function reset(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const token = String(typed(request).token ?? '');
  return attempt(
    request,
    async () => {
      const input = parseInput(newPassword, request.body);
      const auth = await authOf(request.ctx.services);
      const done = await auth.api.resetPassword({ body: { newPassword: input.password, token: input.token } }).catch(() => null);
      if (!done) throw invalidField('password', 'people.error.link');
      flash(reply, 'people.reset.done');
      return seeOther(reply, '/sign-in');
    },
    (errors, status) => resetPage(request, reply, token, errors, status),
  );
}

async function leave(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const auth = await authOf(request.ctx.services);
  const answer = await auth.api.signOut({ headers: headersOf(request), returnHeaders: true }).catch(() => null);
  if (answer) passCookies(reply, answer.headers);
  const { personId } = request.ctx.viewer;
  if (personId !== null) request.ctx.services.live.deliver([{ channel: 'viewer', data: { personId } }]);
  flash(reply, 'people.signed_out');
  return seeOther(reply, '/');
}
