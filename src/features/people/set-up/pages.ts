import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
import { invalidField, notFound, Refusal } from '#platform/errors.ts';
import { parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { setHostSetting } from '#platform/settings/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { ensurePerson } from '../accounts.ts';
import { authOf } from '../auth.ts';
import { headersOf, passCookies } from '../gate/session.ts';
import { confirmAuthAddress, insertHostRole } from '../queries.ts';
import { setUp } from '../schema.ts';
import { viewerOfId } from '../viewer.ts';
import SetUp from '../views/SetUp.svelte';
import SentPage from '../views/SentPage.svelte';
import { isSetUpToken, setUpNeeded } from './link.ts';

/** What is founded with the host; the communities feature gives it. */
type Founder = (ctx: Ctx, input: unknown) => Promise<{ slug: string }>;
let found: Founder | null = null;

/** Says how the first community is founded. */
export function onSetUp(founder: Founder): void {
  found = founder;
}

export function setUpPages(app: FastifyInstance): void {
  app.get('/set-up', show);
  app.post('/set-up', run);
}

/** Shown instead of an empty host. */
export function waitPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  const title = t('people.set_up.wait');
  return page(request, reply, SentPage, { title, text: t('people.set_up.wait_text') }, { title, noIndex: true });
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = request.ctx;
  if (!(await setUpNeeded(services))) throw notFound();
  if (!(await isSetUpToken(services, query(request, 'token') ?? ''))) return waitPage(request, reply);
  return form(request, reply, { hue: '155', visibility: 'public', token: query(request, 'token')! }, {}, 200);
}

function form(request: FastifyRequest, reply: FastifyReply, values: object, errors: FormErrors, status: number): FastifyReply {
  const t = translator(request.ctx.viewer.language);
  return page(request, reply, SetUp, { values: values as Record<string, string>, errors }, { title: t('people.set_up'), status, noIndex: true });
}

async function run(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { services } = request.ctx;
  if (!(await setUpNeeded(services))) throw notFound();
  return attempt(
    request,
    async () => {
      const body = typed(request);
      if (!(await isSetUpToken(services, String(body.token ?? '')))) throw invalidField('form', 'people.error.set_up_link');
      const slug = await setUpHost(services, body, request, reply);
      flash(reply, 'people.set_up.done');
      return seeOther(reply, `/c/${slug}`);
    },
    (errors, status) => form(request, reply, typed(request), errors, status),
  );
}

async function setUpHost(services: Services, body: Record<string, unknown>, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const input = parseInput(setUp, body);
  const founding = { name: body.community_name, slug: body.slug, tagline: body.tagline, visibility: body.visibility, hue: body.hue };
  const auth = await authOf(services);
  const credentials = { email: input.address, password: input.password };
  const { db } = services.database;
  await auth.api.signUpEmail({ body: { name: input.name, ...credentials } });
  await confirmAuthAddress(db, input.address);
  // The account exists before the community: with the same password, a refused form is simply sent again.
  const session = await auth.api.signInEmail({ body: credentials, headers: headersOf(request), returnHeaders: true }).catch((cause: unknown) => {
    throw new Refusal('invalid', 'errors.invalid', { fields: { password: 'people.error.sign_in' }, cause });
  });
  const { user } = session.response;
  const personId = await ensurePerson(createContext(services, request.ctx.viewer), { id: user.id, name: input.name, email: input.address });
  const viewer = (await viewerOfId(services, personId))!;
  const { slug } = await transaction(createContext(services, viewer), async (ctx) => {
    const community = await found!(ctx, founding).catch((error: unknown) => {
      throw error instanceof Refusal ? renamed(error) : error;
    });
    await insertHostRole(ctx.db, personId, 'admin', ctx.now);
    await setHostSetting(ctx.db, 'host_name', input.host);
    return community;
  });
  request.server.hostName = input.host;
  passCookies(reply, session.headers);
  return slug;
}

// The form holds two names: the person's and the community's.
function renamed(refusal: Refusal): Refusal {
  const fields = Object.fromEntries(Object.entries(refusal.fields).map(([name, text]) => [name === 'name' ? 'community_name' : name, text]));
  return new Refusal(refusal.code, refusal.message, { fields, cause: refusal });
}
