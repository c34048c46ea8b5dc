import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** What the provider says of somebody who signs in there. */
export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export interface OidcHost {
  issuer: string;
  clientId: string;
  secret: string;
  /** Who sits in front of the provider’s pages. */
  user: Claims;
  /** Follows an authorization address through the provider’s own pages, back to the callback address. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
}

/** A real OpenID Connect provider on a port of this machine, with one client, whose user consents to everything. */
export async function startOidc(callback: (clientId: string) => string[]): Promise<OidcHost> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host: OidcHost = { issuer, clientId: 'copse', secret: 'a secret between the two', user: { sub: 'nobody' }, visit: (address) => visit(address, issuer), close: () => new Promise((resolve) => void server.close(() => resolve())) };
  const provider = new Provider(issuer, {
    clients: [{ client_id: host.clientId, client_secret: host.secret, redirect_uris: callback(host.clientId), response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...host.user, sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  });
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url!.startsWith('/interaction/')) return void serve(request, response);
    void consent(provider, host, request, response);
  });
  return host;
}

async function consent(provider: Provider, host: OidcHost, request: Parameters<Provider['interactionDetails']>[0], response: Parameters<Provider['interactionDetails']>[1]): Promise<void> {
  const { params, grantId } = await provider.interactionDetails(request, response);
  const grant = grantId ? (await provider.Grant.find(grantId))! : new provider.Grant({ accountId: host.user.sub, clientId: String(params.client_id) });
  grant.addOIDCScope('openid email profile');
  await provider.interactionFinished(request, response, { login: { accountId: host.user.sub }, consent: { grantId: await grant.save() } });
}

/** As a browser: keeps the provider’s cookies, until it is sent away from there. */
async function visit(address: string, issuer: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let at = address, hops = 0; hops < 10; hops += 1) {
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    const next = new URL(answer.headers.get('location') ?? '', at);
    if (!answer.headers.get('location')) throw new Error(`${answer.status} ${await answer.text()}`);
    if (next.origin !== issuer) return next;
    at = next.href;
  }
  throw new Error('went round in circles');
}
