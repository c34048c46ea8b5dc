import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { createCommunity, join } from '../../communities/index.ts';
import { createToken } from '../index.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  await createCommunity(await world.ctx('anjali'), { name: 'Water', slug: 'water', visibility: 'public' });
});
afterAll(() => world.close());

const FORM = { name: 'Leila', time_zone: 'Africa/Tunis' };
const save = (form: Record<string, string>) => world.as('leila').post('/me/profile', { ...FORM, ...form });
const pageAs = async (who: Cast | null, path = '/people/leila') => (await (who ? world.as(who) : world.anonymous).get(path)).body;

describe('who sees what', () => {
  const WORDS = { headline: 'Bellwether', 'organisations.0.name': 'Cinnabar', looking_for: 'Dovetail', practice: 'Eiderdown', bio: 'Foxglove', can_help: 'Gossamer, Hornbeam' };
  /** From outside in: each sees what those before it see. */
  const CIRCLE: [Cast | null, string][] = [[null, 'public'], ['stranger', 'members'], ['pavel', 'spaces'], ['anjali', 'facilitators'], ['leila', 'nobody']];
  const fields = { headline: 'public', organisations: 'members', looking_for: 'spaces', practice: 'facilitators', bio: 'nobody', can_help: 'spaces' };
  const word = (field: string) => ({ headline: 'Bellwether', organisations: 'Cinnabar', looking_for: 'Dovetail', practice: 'Eiderdown', bio: 'Foxglove', can_help: 'Gossamer' })[field]!;
  const seen = (text: string) => Object.keys(fields).filter((field) => text.includes(word(field)));
  const within = (audience: string) => {
    const order = CIRCLE.map(([, name]) => name);
    return Object.entries(fields).flatMap(([field, needed]) => (order.indexOf(needed) <= order.indexOf(audience) ? [field] : []));
  };

  beforeAll(async () => {
    await join(await world.ctx('stranger'), await world.place('stranger', 'water'));
    const audiences = Object.fromEntries(Object.entries(fields).map(([field, audience]) => [`audience.${field}`, audience]));
    expect((await save({ ...WORDS, ...audiences, country: 'TN', 'audience.country': 'facilitators', 'audience.address': 'facilitators' })).statusCode).toBe(303);
    await world.work();
  });

  it.each(CIRCLE)('on the page, %s', async (who, audience) => {
    const body = await pageAs(who);
    expect(body).toContain('Leila');
    expect(seen(body)).toEqual(within(audience));
    expect(body.includes('leila@example.org')).toBe(who === 'anjali' || who === 'leila');
    expect(body.includes('Tunisia')).toBe(who === 'anjali' || who === 'leila');
  });

  it('is shown to oneself as each of them sees it', async () => {
    for (const [, audience] of CIRCLE) expect(seen(await pageAs('leila', `/people/leila?as=${audience}`)), audience).toEqual(within(audience));
    expect(seen(await pageAs(null, '/people/leila?as=nobody'))).toEqual(['headline']);
    expect(seen(await pageAs('leila', '/people/leila?as=everyone'))).toEqual(Object.keys(fields));
  });

  it('is the same by API', async () => {
    for (const [who, audience] of CIRCLE) {
      const headers = who ? { authorization: `Bearer ${await createToken(await world.ctx(who), { name: 't', scope: 'read', days: null })}` } : {};
      const answer = await world.app.inject({ url: '/api/v1/people/leila', headers });
      expect(seen(answer.body), audience).toEqual(within(audience));
      expect(answer.json().address).toBe(who === 'anjali' || who === 'leila' ? 'leila@example.org' : null);
    }
  });

  it('is the same in every list: the directory, beside posts, at home, in names offered', async () => {
    await world.as('leila').post('/c/mel/discussions', { title: 'A beginning', body: 'x' });
    // A list shows what one sees of all its members: the facilitators' field to them, and oneself as to others in it.
    const inLists: [Cast | null, string[]][] = [[null, ['headline']], ['stranger', ['headline', 'organisations']], ['pavel', ['headline', 'organisations', 'can_help']], ['anjali', ['headline', 'organisations', 'can_help']]];
    for (const [who, expected] of inLists) {
      expect(seen(await pageAs(who, '/c/mel/members')), String(who)).toEqual(expected);
      expect(seen(await pageAs(who, '/c/mel/members/print')), String(who)).toEqual(expected);
      const [home, thread] = [await pageAs(who, '/c/mel'), await pageAs(who, '/c/mel/discussions/1')];
      expect(seen(home).filter((field) => !expected.includes(field)), String(who)).toEqual([]);
      // All readers of a public page see its authors alike.
      expect(seen(thread)).toEqual([]);
    }
    expect((await world.as('pavel').get('/c/mel/compose/people?q=lei')).body).not.toContain('Dovetail');
  });

  it('is the same in search: what one does not see does not find', async () => {
    const finds = async (who: Cast | null, text: string) => (await pageAs(who, `/c/mel/search?q=${text}&kind=person`)).includes('href="/people/leila"');
    for (const [who, found] of [[null, ['headline']], ['stranger', ['headline']], ['pavel', ['headline', 'organisations', 'looking_for', 'can_help']]] as const)
      for (const field of Object.keys(fields)) expect(await finds(who, word(field)), `${field} by ${who}`).toBe((found as readonly string[]).includes(field));
    expect((await pageAs('pavel', '/c/mel/search?q=Bellwether')).match(/href="\/people\/leila"/g)).toHaveLength(1);
  });

  it('in the table of facilitators: what they may see, never what is hidden from them', async () => {
    const csv = await world.as('anjali').post('/c/mel/members/export');
    expect(csv.headers['content-type']).toContain('text/csv');
    const leila = csv.body.split('\r\n').find((line) => line.includes('Leila'))!;
    expect(leila).toContain('Bellwether');
    expect(leila).toContain('leila@example.org');
    expect(csv.body.split('\r\n').find((line) => line.includes('Pavel'))).not.toContain('@');
    for (const who of ['pavel', 'stranger'] as const) expect((await world.as(who).post('/c/mel/members/export')).statusCode).toBe(403);
    expect((await world.anonymous.post('/c/mel/members/export')).statusCode).toBeGreaterThanOrEqual(303);
  });
});

describe('editing', () => {
  it('adds a row for an organisation by a button, and keeps everything typed', async () => {
    const page = await save({ headline: 'Typed', 'organisations.0.name': 'One', 'organisations.0.from': 'not a year', do: 'add' });
    expect(page.statusCode).toBe(200);
    for (const part of ['value="Typed"', 'value="One"', 'value="not a year"', 'name="organisations.1.name"']) expect(page.body).toContain(part);
    expect(page.body).not.toContain('name="organisations.2.name"');
  });

  it('keeps organisations with their times; the first that lasts stands beside the name', async () => {
    const rows = { 'organisations.0.name': 'Before', 'organisations.0.from': '2011', 'organisations.0.to': '2019-04', 'organisations.2.name': 'Since', 'organisations.2.from': '2019-05', 'audience.organisations': 'public' };
    await save(rows);
    const body = await pageAs(null);
    expect(body).toContain('2011 – April 2019');
    expect(body).toContain('since May 2019');
    expect(/<p class="meta">.*?<\/p>/s.exec(body)![0]).toContain('Since');
  });

  it('says beside the field what is wrong, with everything typed', async () => {
    const bad = { 'organisations.1.name': 'Backwards', 'organisations.1.from': '2020', 'organisations.1.to': '2019', languages: 'English, Klingonese', time_zone: 'Moon/Base', can_help: 'x'.repeat(61), 'audience.contact': 'public' };
    const page = await save(bad);
    expect(page.statusCode).toBe(422);
    for (const id of ['f-organisations.1.to-error', 'f-languages-error', 'f-time_zone-error', 'f-can_help-error', 'f-audience.contact-error']) expect(page.body).toContain(id);
    expect(page.body).toContain('value="English, Klingonese"');
    expect((await save({ name: '', can_help: Array.from({ length: 13 }, (_, n) => `t${n}`).join(',') })).statusCode).toBe(422);
    expect((await world.anonymous.get('/me/profile')).headers.location).toContain('/sign-in');
  });

  it('speaks no language that there are no texts in', async () => {
    await world.services.database.db.updateTable('people').set({ language: 'fr' }).where('id', '=', world.as('pavel').personId!).execute();
    world.pass(120_000);
    expect((await world.as('pavel').get('/me')).body).toContain('<html lang="en"');
  });

  it('understands languages as one calls them', async () => {
    await save({ languages: 'english, français, Kiswahili, ar', 'audience.languages': 'public' });
    expect(await pageAs(null)).toMatch(/English[\s,]+French[\s,]+Swahili[\s,]+Arabic/);
  });

  it('changes what is given by API, and leaves the rest', async () => {
    await save({ headline: 'Stays', can_help: 'One' });
    const headers = { authorization: `Bearer ${await createToken(await world.ctx('leila'), { name: 't', scope: 'write', days: null })}` };
    const patch = (payload: object) => world.app.inject({ method: 'PATCH', url: '/api/v1/me/profile', headers, payload });
    const answer = await patch({ can_help: ['Two', 'Three'], audiences: { headline: 'public' } });
    expect(answer.json()).toMatchObject({ headline: 'Stays', can_help: ['Two', 'Three'], audiences: { headline: 'public', bio: 'members', address: 'nobody' } });
    expect((await patch({ country: 'Atlantis' })).json().error.fields).toHaveProperty('country');
    expect((await patch({ audiences: { headline: 'friends' } })).statusCode).toBe(422);
    expect(await pageAs(null)).toContain('Stays');
    expect((await world.app.inject({ method: 'PATCH', url: '/api/v1/me/profile', payload: {} })).statusCode).toBe(401);
  });
});

describe('a photo', () => {
  const upload = (bytes: Buffer, type = 'image/png') => {
    const head = `--b\r\ncontent-disposition: form-data; name="photo"; filename="p.png"\r\ncontent-type: ${type}\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
    return world.as('leila').send({ method: 'POST', url: '/me/photo', payload, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
  };
  const picture = () => sharp({ create: { width: 400, height: 300, channels: 3, background: 'green' } });

  it('becomes a square without its data', async () => {
    const withPlace = await picture().withExif({ IFD0: { Make: 'Spycam' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }).jpeg().toBuffer();
    expect((await upload(withPlace)).statusCode).toBe(303);
    const shown = await world.anonymous.get('/people/leila/photo');
    const { width, height, format, exif } = await sharp(shown.rawPayload).metadata();
    expect({ width, height, format, exif }).toEqual({ width: 256, height: 256, format: 'webp', exif: undefined });
    expect((await world.as('leila').post('/me/photo/remove')).statusCode).toBe(303);
    expect((await world.anonymous.get('/people/leila/photo')).statusCode).toBe(404);
  });

  it('is refused when it is none, broken, or larger than it says', async () => {
    const png = await picture().png().toBuffer();
    // A header that promises 60,000 by 60,000 pixels, with the CRC that belongs to it left wrong or not: never decoded.
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    const hostile: Record<string, Buffer> = {
      page: Buffer.from('<html><script>alert(1)</script></html>'),
      truncated: png.subarray(0, png.length / 2),
      bomb,
      manyPixels: await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'red' } }).png({ compressionLevel: 9 }).toBuffer(),
      drawing: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"><script>alert(1)</script></svg>'),
      entities: Buffer.from('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'),
      nothing: Buffer.alloc(0),
      tooLarge: Buffer.alloc(11 * 1024 * 1024, 1),
    };
    for (const [name, bytes] of Object.entries(hostile)) {
      const answer = await upload(bytes);
      expect(answer.statusCode, name).toBe(422);
      expect(answer.body, name).toContain('f-photo-error');
    }
    expect((await world.anonymous.get('/people/leila/photo')).statusCode).toBe(404);
  });
});

describe('a handle', () => {
  const choose = (who: Cast, handle: string) => world.as(who).post('/me/handle', { handle });

  it('can be changed; old links and mentions keep leading there', async () => {
    expect((await choose('pavel', '@Pavel-O')).statusCode).toBe(303);
    for (const [path, to] of [['/people/pavel', '/people/pavel-o'], ['/people/pavel/bookmarks?tag=x', '/people/pavel-o/bookmarks?tag=x'], ['/people/pavel/photo', '/people/pavel-o/photo']]) {
      const moved = await world.anonymous.get(path!);
      expect([moved.statusCode, moved.headers.location]).toEqual([301, to]);
    }
    const at = (await world.as('tomasi').post('/c/mel/discussions', { title: 'For you', body: 'What do you think, @pavel?' })).headers.location!;
    expect((await world.anonymous.get(at)).body).toContain('href="/people/pavel"');
    await world.work();
    expect((await world.mails()).filter((mail) => mail.subject.includes('For you')).map((mail) => mail.to)).toEqual(['pavel@example.org']);
    expect((await world.app.inject('/api/v1/people/pavel')).json().handle).toBe('pavel-o');
  });

  it('that somebody has or had is nobody else’s, nor is the host’s', async () => {
    for (const taken of ['pavel', 'pavel-o', 'leila', 'admin', 'support']) {
      const answer = await choose('tomasi', taken);
      expect(answer.statusCode, taken).toBe(422);
      expect(answer.body).toContain('f-handle-error');
    }
    for (const odd of ['a', '-a', 'a-', 'a--b', 'ünder', 'a b', 'x'.repeat(31), '../me']) expect((await choose('tomasi', odd)).statusCode, odd).toBe(422);
  });

  it('changes once in thirty days; one’s own old one can be had again', async () => {
    expect((await choose('pavel', 'pavel')).statusCode).toBe(422);
    world.pass(31 * 86_400_000);
    expect((await choose('pavel', 'pavel')).statusCode).toBe(303);
    expect((await world.anonymous.get('/people/pavel-o')).headers.location).toBe('/people/pavel');
    expect((await world.anonymous.get('/people/pavel')).statusCode).toBe(200);
  });
});
