import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { Ctx } from '#platform/context.ts';
import { idParam } from '#platform/http/params.ts';
import { apiRoute } from '../../api/index.ts';
import { findProvider, listProviders, ourAddresses, removeProvider, saveProvider, type Provider } from '../../people/index.ts';
import { adminCtx } from '../access.ts';

const PATH = '/admin/sign-in-providers';

/** Secrets come in and never go out. */
const provider = z.object({
  id: z.number().int(),
  kind: z.enum(['oidc', 'saml']),
  label: z.string(),
  domains: z.array(z.string()),
  sign_up: z.boolean(),
  issuer: z.string().nullable(),
  client_id: z.string().nullable(),
  entity_id: z.string().nullable(),
  entry_point: z.string().nullable(),
  /** What the provider is told of this host. */
  callback_url: z.url(),
  acs_url: z.url(),
  metadata_url: z.url(),
});
const common = { label: z.string(), domains: z.array(z.string()).max(100, 'errors.too_long').default([]), sign_up: z.boolean().default(true) };
const oidc = z.object({ kind: z.literal('oidc'), ...common, issuer: z.string(), client_id: z.string(), secret: z.string().default('') });
const saml = z.object({ kind: z.literal('saml'), ...common, metadata: z.string().max(500_000, 'errors.too_long').default('') });
const body = z.discriminatedUnion('kind', [oidc, saml]);

/** As the form has it, which checks it. */
const asForm = ({ domains, sign_up, ...rest }: z.output<typeof body>) => ({ ...rest, domains: domains.join(' '), ...(sign_up && { sign_up: 'yes' }) });

function asAnswer(ctx: Ctx, { id, kind, label, domains, signUp, settings }: Provider): z.input<typeof provider> {
  const { callback, acs, metadata } = ourAddresses(ctx, id);
  const own = kind === 'oidc' ? { issuer: settings.issuer, client_id: settings.clientId, entity_id: null, entry_point: null } : { issuer: null, client_id: null, entity_id: settings.entityId, entry_point: settings.entryPoint };
  return { id, kind, label, domains, sign_up: signUp, ...own, callback_url: callback, acs_url: acs, metadata_url: metadata };
}

/** Other services that people may sign in with, for programs of those who run the host. */
export function signInProvidersApi(app: FastifyInstance): void {
  const one = z.object({ provider });
  apiRoute(app, {
    method: 'GET',
    path: PATH,
    summary: 'The services that people may sign in with; for those who run the host',
    answer: z.object({ providers: z.array(provider) }),
    async handle(request) {
      const ctx = adminCtx(request.ctx);
      return { providers: (await listProviders(ctx)).map((found) => asAnswer(ctx, found)) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: PATH,
    summary: 'Add a service by OpenID Connect or SAML',
    body,
    status: 201,
    answer: one,
    async handle(request, { body }) {
      const ctx = adminCtx(request.ctx);
      return { provider: asAnswer(ctx, await findProvider(ctx, await saveProvider(ctx, body.kind, asForm(body), null))) };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path: `${PATH}/:id`,
    summary: 'Change a service; an empty secret, or no metadata, leaves what is kept. Its kind stays',
    body,
    answer: one,
    async handle(request, { body }) {
      const ctx = adminCtx(request.ctx);
      const { id, kind } = await findProvider(ctx, idParam(request));
      await saveProvider(ctx, kind, asForm(body), id);
      return { provider: asAnswer(ctx, await findProvider(ctx, id)) };
    },
  });
  apiRoute(app, {
    method: 'DELETE',
    path: `${PATH}/:id`,
    summary: 'Take a service away; people sign in by other ways then',
    handle: (request) => removeProvider(adminCtx(request.ctx), idParam(request)),
  });
}
