import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { idpMetadata, samlAnswer, type Said } from '#test/saml.ts';
import { client, makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let ours: string;
const ADMIN = '/admin/sign-in';
const WAY = '/sign-in/with/1';
const FORM = { label: 'University', domains: 'ministry.example example.org', sign_up: 'yes' };

beforeAll(async () => {
  world = await makeWorld();
  const { headers } = await world.as('anjali').post(`${ADMIN}/new/saml`, { ...FORM, metadata: idpMetadata() });
  expect(headers.location).toBe(`${ADMIN}/1`);
  ours = (await world.anonymous.get(`${WAY}/metadata`)).body;
});
afterAll(() => world.close());

const visitor = () => client(world.app, null, '');

/** Sets out; answers with what the provider is asked. */
async function out(who: Client): Promise<{ id: string; state: string }> {
  const at = new URL((await who.get(WAY)).headers.location!);
  expect(at.origin + at.pathname).toBe('https://idp.ministry.example/sso');
  const request = inflateRawSync(Buffer.from(at.searchParams.get('SAMLRequest')!, 'base64')).toString();
  return { id: / ID="([^"]+)"/.exec(request)![1]!, state: at.searchParams.get('RelayState')! };
}

const ines = { subject: 'ines-there', email: 'ines@ministry.example', name: 'Ines Prado' };

/** The provider’s page posts its form: from another site, so without cookies. */
const post = (answer: string, state: string) => visitor().post(`${WAY}/saml`, { SAMLResponse: answer, RelayState: state }, { 'sec-fetch-site': 'cross-site', origin: 'https://idp.ministry.example' });

async function signIn(said: Partial<Said> = {}, change = (answer: string) => answer) {
  const who = visitor();
  const { id, state } = await out(who);
  const answer = change(await samlAnswer(ours, { ...ines, inResponseTo: id, ...said }));
  const posted = await post(answer, state);
  return { who, answer, state, posted };
}

const xml = (change: (text: string) => string) => (answer: string) => Buffer.from(change(Buffer.from(answer, 'base64').toString())).toString('base64');

it('lets somebody in whom a signed assertion names, once and in the same browser', async () => {
  const { who, posted, answer, state } = await signIn();
  expect(posted.statusCode, posted.body.slice(-3000)).toBe(303);
  const arrived = posted.headers.location!;
  expect((await visitor().get(arrived)).statusCode, 'another browser').toBe(403);
  const { who: again, posted: second } = await signIn();
  expect((await again.get(second.headers.location!)).headers.location).toBe('/');
  expect((await again.get('/me/settings')).body).toContain('Ines Prado');
  expect((await again.get(second.headers.location!)).statusCode, 'the same step again').toBe(403);
  expect((await post(answer, state)).statusCode, 'replayed').toBe(403);
  expect((await who.get('/me/settings')).headers.location).toContain('/sign-in');
});

it.each<[string, Partial<Said>, ((answer: string) => string)?]>([
  ['signed with another key', { forged: true }],
  ['meant for another service', { audience: 'https://other.example/metadata' }],
  ['too old', { minutes: -30 }],
  ['of another issuer', { issuer: 'https://evil.example/saml' }],
  ['answering what nobody asked', { inResponseTo: '_nobody-asked' }],
  ['not signed', {}, xml((text) => text.replace(/<(?:ds:)?Signature[\s\S]*?<\/(?:ds:)?Signature>/g, ''))],
  ['changed after signing', {}, xml((text) => text.replaceAll('ines@ministry.example', 'tomasi@example.org'))],
  ['with a comment in the name', {}, xml((text) => text.replace('ines@ministry.example', 'tomasi@example.org<!---->.evil.example'))],
  ['nonsense', {}, () => 'bm90IHhtbA=='],
])('refuses what is %s', async (_why, said, change) => {
  const { posted } = await signIn(said, change);
  expect(posted.statusCode).toBe(403);
  expect(posted.body).toContain('could not be believed');
});

it('refuses a signed assertion wrapped beside one of somebody else’s making', async () => {
  const evil = (text: string) => {
    const [signed] = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(text)!;
    const unsigned = signed.replace(/<(?:ds:)?Signature[\s\S]*?<\/(?:ds:)?Signature>/g, '').replaceAll('ines@ministry.example', 'tomasi@example.org').replaceAll('ines-there', 'thief');
    return { signed, unsigned: (id: string) => unsigned.replace(/ ID="[^"]+"/, ` ID="${id}"`) };
  };
  const wrappings: ((text: string) => string)[] = [
    (text) => text.replace('<saml:Assertion', `${evil(text).unsigned('_evil')}<saml:Assertion`),
    (text) => text.replace('</samlp:Response>', `${evil(text).unsigned('_evil')}</samlp:Response>`),
    (text) => text.replace(evil(text).signed, evil(text).unsigned('_evil').replace('</saml:Assertion>', `<saml:Advice>${evil(text).signed}</saml:Advice></saml:Assertion>`)),
    (text) => text.replace(evil(text).signed, `<samlp:Extensions>${evil(text).signed}</samlp:Extensions>${evil(text).unsigned('_evil')}`),
  ];
  for (const [n, wrapping] of wrappings.entries()) {
    const { who, posted } = await signIn({}, xml(wrapping));
    if (posted.statusCode === 303) await who.get(posted.headers.location!);
    const people = await world.services.database.db.selectFrom('identities').select('subject').where('subject', '=', 'thief').execute();
    expect(people, `wrapping ${n}`).toEqual([]);
    const { body } = await who.get('/me/settings');
    expect(body, `wrapping ${n}`).not.toContain('Tomasi');
  }
});

it('vouches only for addresses of the domains that the host named', async () => {
  const { who, posted } = await signIn({ subject: 'far', email: 'far@elsewhere.example' });
  expect((await who.get(posted.headers.location!)).statusCode).toBe(403);
  const without = await world.as('anjali').post(`${ADMIN}/new/saml`, { ...FORM, domains: '', metadata: idpMetadata() });
  expect(without.body).toContain('at least one domain');
});

it('refuses metadata that is none, in words', async () => {
  for (const metadata of ['', '<a/>', 'https://127.0.0.1:9/none', '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>', idpMetadata().replace('https://idp.ministry.example/sso', 'http://idp.ministry.example/sso')]) {
    const { statusCode, body } = await world.as('anjali').post(`${ADMIN}/new/saml`, { ...FORM, metadata });
    expect(statusCode, metadata.slice(0, 40)).toBe(422);
    expect(body).toContain('no metadata of an identity provider');
  }
});
