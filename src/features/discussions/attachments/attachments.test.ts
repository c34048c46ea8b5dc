import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let photo: Buffer;

beforeAll(async () => {
  world = await makeWorld();
  const picture = sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#3a7' } }).jpeg();
  photo = await picture
    .withExif({ IFD0: { Make: 'Spycam', Artist: 'Tomasi' }, IFD3: { GPSLatitude: '13/1 45/1 0/1', GPSLatitudeRef: 'S', GPSLongitude: '171/1 46/1 0/1', GPSLongitudeRef: 'W' } })
    .toBuffer();
});
afterAll(() => world.close());

type Given = [name: string, type: string, bytes: Buffer | string];

/** Sends a form with files as a browser does. */
async function send(name: Cast | null, path: string, fields: Record<string, string>, files: Given[] = []) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.append(key, value);
  for (const [file, type, bytes] of files) form.append('files', new Blob([Buffer.from(bytes)], { type }), file);
  const encoded = new Response(form);
  const client = name ? world.as(name) : world.anonymous;
  const headers = { 'content-type': encoded.headers.get('content-type')! };
  return client.send({ method: 'POST', url: path, headers, payload: Buffer.from(await encoded.arrayBuffer()) });
}

/** Starts a discussion with files; answers its address and those of its files. */
async function posted(files: Given[], room = '', name: Cast = 'tomasi') {
  const answer = await send(name, `/c/mel${room}/discussions`, { title: 'With files', body: 'See below' }, files);
  expect(answer.statusCode, answer.body).toBe(303);
  const at = answer.headers.location!;
  const page = (await world.as(name).get(at)).body;
  return { at, page, links: [...page.matchAll(/(?:href|src)="([^"]+\/files\/[^"]+)"/g)].map((m) => m[1]!) };
}

it('makes pictures smaller and forgets where and with what they were taken', async () => {
  expect((await sharp(photo).metadata()).exif?.includes('Spycam')).toBe(true);
  const { links } = await posted([['Well at 13°S.jpg', 'image/jpeg', photo]]);
  expect(links).toHaveLength(2);
  for (const [link, width] of [[links[0]!, 2400], [links[1]!, 800]] as const) {
    const { rawPayload, headers } = await world.anonymous.get(link);
    expect(headers).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
    const found = await sharp(rawPayload).metadata();
    expect(found).toMatchObject({ width, height: width / 2, format: 'webp' });
    expect([found.exif, found.xmp, found.iptc]).toEqual([undefined, undefined, undefined]);
    for (const trace of ['Spycam', 'Tomasi', 'GPS', 'Exif']) expect(rawPayload.includes(trace), trace).toBe(false);
  }
});

it('offers for download, and never shows, what only says that it is a picture, and whatever can hold script', async () => {
  const script = '<script>alert(1)</script>';
  const hostile: Given[] = [
    ['photo.png', 'image/png', `<html>${script}`],
    ['drawing.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['drawing.png', 'image/png', `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${script}</svg>`],
    ['page.html', 'text/html', script],
    ['page.xhtml', 'application/xhtml+xml', script],
    ['code.js', 'text/javascript', 'alert(1)'],
    ['cut.jpg', 'image/jpeg', photo.subarray(0, 900)],
    ['strange.bin', 'text/html; charset=utf-7', '+ADw-script+AD4-'],
  ];
  const { page, links } = await posted(hostile);
  expect(page).not.toContain('<script>alert');
  expect(links.length).toBeGreaterThanOrEqual(hostile.length);
  for (const link of links.filter((l) => !/\.webp$/.test(l))) {
    const { headers } = await world.anonymous.get(link);
    expect(headers['content-type'], link).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  for (const link of links.filter((l) => /\.webp$/.test(l))) {
    const { rawPayload } = await world.anonymous.get(link);
    expect((await sharp(rawPayload).metadata()).format).toBe('webp');
  }
});

it('gives files no name that means something to a disk, a header or a page', async () => {
  const names = ['../../etc/passwd', 'C:\\Users\\x\\plan.pdf', 'a"b\r\nset-cookie: x=1.txt', '\u202egnp.exe', '"><img src=x onerror=alert(1)>.txt', `${'long'.repeat(100)}.pdf`, '.', ''];
  const { page, links } = await posted(names.map((name): Given => [name || ' ', 'text/plain', 'words']));
  expect(page).not.toMatch(/<img src=x|\u202e/);
  for (const link of links) {
    const { headers, statusCode } = await world.anonymous.get(link);
    expect(statusCode, link).toBe(200);
    expect(headers['set-cookie']).toBeUndefined();
    expect(decodeURIComponent(String(headers['content-disposition']))).not.toMatch(/[\\/"\r\n]/);
  }
});

it('binds to a post only what its author added', async () => {
  const upload = await send('leila', '/c/mel/discussions/attachments', {}, [['hers.txt', 'text/plain', 'private so far']]);
  const [{ id }] = upload.json<{ attachments: [{ id: number }] }>().attachments;
  const answer = await send('tomasi', '/c/mel/discussions', { title: 'Taken', body: 'x', attachments: String(id) });
  const page = await world.as('tomasi').get(answer.headers.location!);
  expect(page.body).not.toContain('hers.txt');
  const post = /discussions\/(\d+)/.exec(answer.headers.location!)![1];
  expect((await world.as('tomasi').get(`/c/mel/discussions/posts/${post}/files/${id}/hers.txt`)).statusCode).toBe(404);
  const own = await send('leila', '/c/mel/discussions', { title: 'Her own', body: 'x', attachments: String(id) });
  expect((await world.anonymous.get(own.headers.location!)).body).toContain('hers.txt');
});

it('refuses a file that is too large, and keeps what was typed', async () => {
  const large: Given = ['film.mp4', 'video/mp4', Buffer.alloc(25 * 1024 * 1024 + 1)];
  const answer = await send('tomasi', '/c/mel/discussions', { title: 'With a film', body: 'Words worth keeping' }, [large]);
  expect(answer.statusCode).toBe(413);
  expect(answer.body).toContain('larger than 25 MB');
  expect(answer.body).toContain('Words worth keeping');
  expect((await send('tomasi', '/c/mel/discussions/attachments', {}, [large])).statusCode).toBe(413);
});

it('takes no file from those who may not write', async () => {
  const file: Given = ['a.txt', 'text/plain', 'x'];
  const { at } = await posted([]);
  expect((await send(null, '/c/mel/discussions/attachments', {}, [file])).statusCode).toBe(401);
  expect((await send(null, `${at}/reply`, { body: 'x' }, [file])).statusCode).toBe(401);
  expect((await send('tomasi', '/c/mel/r/core/discussions/attachments', {}, [file])).statusCode).toBe(404);
});

it('shows files to those who may read their post, as long as it is there', async () => {
  const { at, links } = await posted([['plan.txt', 'text/plain', 'Nobody may know'], ['well.jpg', 'image/jpeg', photo]], '/r/core', 'anjali');
  expect(links).toHaveLength(3);
  for (const link of links) {
    const mine = await world.as('anjali').get(link);
    expect([mine.statusCode, mine.headers['cache-control']]).toEqual([200, 'private, max-age=86400']);
    for (const client of [world.as('tomasi'), world.anonymous])
      for (const path of [link, link.replace('/r/core', ''), link.replace('/r/core', '/r/surveys')]) expect((await client.get(path)).statusCode, path).toBe(404);
  }
  const id = /discussions\/(\d+)/.exec(at)![1];
  await world.as('anjali').post(`/c/mel/r/core/discussions/posts/${id}/delete`);
  for (const link of links) expect((await world.as('anjali').get(link)).statusCode).toBe(404);
});
