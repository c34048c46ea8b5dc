import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { idParam, param, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { findProvider, listProviders, ourAddresses, removeProvider, saveProvider, type Provider } from '../../people/index.ts';
import { adminCtx } from '../access.ts';
import ProviderForm from '../views/Provider.svelte';
import Providers from '../views/Providers.svelte';

const HOME = '/admin/sign-in';

/** Other services that people may sign in with. */
export function signInProviderPages(app: FastifyInstance): void {
  app.get(HOME, list);
  app.get(`${HOME}/new/:kind`, (request, reply) => form(request, reply, kindOf(request), null, {}, 200));
  app.post(`${HOME}/new/:kind`, add);
  app.get(`${HOME}/:id`, edit);
  app.post(`${HOME}/:id`, change);
  app.post(`${HOME}/:id/remove`, remove);
}

function kindOf(request: FastifyRequest): Provider['kind'] {
  const kind = param(request, 'kind');
  if (kind !== 'oidc' && kind !== 'saml') throw notFound();
  return kind;
}

async function list(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  const t = translator(ctx.viewer.language);
  const providers = (await listProviders(ctx)).map(({ id, label, kind, domains, signUp }) => ({ id, label, kind, domains, signUp }));
  return page(request, reply, Providers, { providers }, { title: t('admin.sign_in'), noIndex: true, crumbs: [{ href: '/admin', label: t('admin.title') }] });
}

function form(request: FastifyRequest, reply: FastifyReply, kind: Provider['kind'], provider: Provider | null, errors: FormErrors, status: number): FastifyReply {
  const ctx = adminCtx(request.ctx);
  const t = translator(ctx.viewer.language);
  const props = { kind, id: provider?.id ?? null, values: { ...shown(provider), ...withoutSecret(typed(request)) }, errors, ours: provider && ourAddresses(ctx, provider.id) };
  const crumbs = [{ href: '/admin', label: t('admin.title') }, { href: HOME, label: t('admin.sign_in') }];
  return page(request, reply, ProviderForm, props, { title: provider?.label ?? t(`admin.sign_in.new_${kind}`), status, noIndex: true, crumbs });
}

/** What a provider is, as the form has it. The secret is not told again. */
function shown(provider: Provider | null): Record<string, string> {
  if (!provider) return { sign_up: 'yes' };
  const { label, domains, signUp, kind, settings } = provider;
  const own: Record<string, string> = kind === 'oidc' ? { issuer: settings.issuer, client_id: settings.clientId } : { entity: settings.entityId, entry: settings.entryPoint };
  return { label, domains: domains.join(' '), sign_up: signUp ? 'yes' : '', ...own };
}

function withoutSecret({ secret: _, ...values }: Record<string, unknown>): Record<string, string> {
  return values as Record<string, string>;
}

async function add(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  const kind = kindOf(request);
  return attempt(
    request,
    async () => {
      const id = await saveProvider(ctx, kind, request.body, null);
      flash(reply, 'admin.sign_in.added');
      return seeOther(reply, `${HOME}/${id}`);
    },
    (errors, status) => form(request, reply, kind, null, errors, status),
  );
}

async function edit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const provider = await findProvider(adminCtx(request.ctx), idParam(request));
  return form(request, reply, provider.kind, provider, {}, 200);
}

async function change(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ctx = adminCtx(request.ctx);
  const provider = await findProvider(ctx, idParam(request));
  return attempt(
    request,
    async () => {
      await saveProvider(ctx, provider.kind, request.body, provider.id);
      flash(reply, 'people.saved');
      return seeOther(reply, HOME);
    },
    (errors, status) => form(request, reply, provider.kind, provider, errors, status),
  );
}

async function remove(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  await removeProvider(adminCtx(request.ctx), idParam(request));
  flash(reply, 'admin.sign_in.removed');
  return seeOther(reply, HOME);
}
