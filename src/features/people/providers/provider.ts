import * as z from 'zod';
import type { Ctx } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { baseUrl } from '../../../config.ts';
import { seal, unseal } from '../security/factors.ts';
import { isSafe } from './address.ts';
import { readMetadata } from './metadata.ts';
import * as queries from './queries.ts';

export interface OidcSettings {
  issuer: string;
  clientId: string;
}

export interface SamlSettings {
  entityId: string;
  /** Where the browser is sent, by the HTTP-Redirect binding. */
  entryPoint: string;
  certificates: string[];
}

interface Common {
  id: number;
  label: string;
  domains: string[];
  signUp: boolean;
}

export type Provider = (Common & { kind: 'oidc'; settings: OidcSettings }) | (Common & { kind: 'saml'; settings: SamlSettings });

/** Who somebody is, as a provider says. */
export interface Arrival {
  subject: string;
  address: string | null;
  /** Whether the provider vouches for the address. */
  verified: boolean;
  name: string | null;
}

const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

const domains = z
  .string()
  .max(2000, 'errors.too_long')
  .default('')
  .transform((text) => text.toLowerCase().split(/[\s,;]+/).filter(Boolean).map((domain) => domain.replace(/^@/, '')))
  .refine((list) => list.every((domain) => DOMAIN.test(domain)), 'people.error.domains');

const common = {
  label: z.string().trim().min(1, 'people.error.provider_label').max(60, 'errors.too_long'),
  domains,
  sign_up: z.literal('yes').optional().transform((value) => (value ? 1 : 0)),
};

const issuer = z
  .url('people.error.issuer')
  .max(500, 'errors.too_long')
  .refine((url) => isSafe(url), 'people.error.issuer')
  .transform((url) => url.replace(/\/\.well-known\/openid-configuration$/, ''));

const oidc = z.object({ ...common, issuer, client_id: z.string().trim().min(1, 'people.error.client_id').max(500, 'errors.too_long'), secret: z.string().trim().max(2000, 'errors.too_long').default('') });
const saml = z.object({ ...common, metadata: z.string().trim().max(500_000, 'errors.too_long').default('') });

/** Keeps what the host says of a provider. An empty secret leaves the one that is kept. */
export async function saveProvider(ctx: Ctx, kind: 'oidc' | 'saml', body: unknown, id: number | null): Promise<number> {
  const row = kind === 'oidc' ? await oidcRow(ctx, body) : await samlRow(body, id !== null);
  if (id === null) return queries.insertProvider(ctx.db, { kind, secret: null, created_at: ctx.now, settings: '{}', ...row });
  await queries.updateProvider(ctx.db, id, row);
  return id;
}

async function oidcRow(ctx: Ctx, body: unknown) {
  const { label, domains, sign_up, issuer, client_id, secret } = parseInput(oidc, body);
  const settings = JSON.stringify({ issuer, clientId: client_id } satisfies OidcSettings);
  return { label, domains: domains.join(' '), sign_up, settings, ...(secret && { secret: await seal(ctx.services, secret) }) };
}

async function samlRow(body: unknown, kept: boolean) {
  const { label, domains, sign_up, metadata } = parseInput(saml, body);
  // Nothing in an assertion says that an address was confirmed; the host says for which domains that is so.
  if (domains.length === 0) throw invalidField('domains', 'people.error.domains_needed');
  if (!metadata && !kept) throw invalidField('metadata', 'people.error.metadata');
  return { label, domains: domains.join(' '), sign_up, ...(metadata && { settings: JSON.stringify(await readMetadata(metadata)) }) };
}

export async function findProvider(ctx: Ctx, id: number): Promise<Provider> {
  const row = await queries.providerRow(ctx.db, id);
  if (!row) throw notFound();
  return asProvider(row);
}

export async function listProviders(ctx: Ctx): Promise<Provider[]> {
  return (await queries.providerRows(ctx.db)).map(asProvider);
}

export async function removeProvider(ctx: Ctx, id: number): Promise<void> {
  await queries.deleteProvider(ctx.db, (await findProvider(ctx, id)).id);
}

function asProvider({ id, kind, label, settings, domains, sign_up }: queries.ProviderRow): Provider {
  return { id, kind, label, settings: JSON.parse(settings), domains: domains.split(' ').filter(Boolean), signUp: sign_up === 1 } as Provider;
}

export async function clientSecret(ctx: Ctx, id: number): Promise<string | null> {
  const row = await queries.providerRow(ctx.db, id);
  return row?.secret ? unseal(ctx.services, row.secret) : null;
}

/** The addresses of ours that a provider is told. */
export function ourAddresses(ctx: Ctx, id: number) {
  const base = `${baseUrl(ctx.services.config)}/sign-in/with/${id}`;
  return { callback: `${base}/back`, acs: `${base}/saml`, metadata: `${base}/metadata` };
}
