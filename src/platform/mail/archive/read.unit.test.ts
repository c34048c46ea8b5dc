import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cutMbox } from './mbox.ts';
import { readArchive, type ArchiveEntry, type ReadOptions } from './read.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SEPARATOR = 'From ana at example.org  Tue Mar  4 08:22:09 2025\n';
const message = (subject: string, body: string, headers = ''): string =>
  `From: ana at example.org (Ana)\nSubject: ${subject}\n${headers}\n${body}`;

async function readText(content: string | Buffer, options?: ReadOptions): Promise<ArchiveEntry[]> {
  const path = join(folder, `${Math.random()}.mbox`);
  await writeFile(path, content);
  return Array.fromAsync(readArchive(path, options));
}
const subjects = (entries: ArchiveEntry[]): (string | undefined)[] =>
  entries.map((entry) => (entry.kind === 'message' ? /^Subject: (.*?)\r?$/m.exec(entry.raw.toString())?.[1] : entry.reason));

describe('mbox', () => {
  test('tells separators from text that begins with From', async () => {
    const body =
      'Rains came late.\n\nFrom here on we measure at 10:30 every day in May 2025.\nFrom Kisumu, hello.\n\nFrom what we saw:\nit works\n\n';
    const entries = await readText(
      SEPARATOR + message('one', body) + SEPARATOR + message('two', '>From the field\n>>From twice\n'),
    );
    expect(subjects(entries)).toEqual(['one', 'two']);
    const [one, two] = entries.map((entry) => (entry.kind === 'message' ? entry.raw.toString() : ''));
    expect(one).toContain('From here on we measure');
    expect(two).toContain('\nFrom the field\n>From twice\n');
  });

  test.each([
    ['asctime', 'From ana@example.org Tue Mar  4 08:22:09 2025'],
    ['zone', 'From ana@example.org Tue Mar  4 08:22:09 EAT 2025'],
    ['Thunderbird', 'From - Tue Mar 04 08:22:09 2025'],
    ['day first', 'From ana@example.org Tue, 4 Mar 2025 08:22:09 +0300'],
    ['takeout', 'From 17265@xxx Tue Mar 04 08:22:09 +0000 2025'],
    ['numeric', 'From ana 2025-03-04 08:22'],
  ])('reads the separator: %s', async (_, separator) => {
    expect(subjects(await readText(`${separator}\n${message('a', 'x\n\n')}${separator}\r\n${message('b', 'y\n')}`))).toEqual([
      'a',
      'b',
    ]);
  });

  test('believes Content-Length only when it fits', async () => {
    const body = `Quoted whole:\n\n${SEPARATOR}Subject: inner\n\ntext\n`;
    const right =
      SEPARATOR +
      message('outer', body, `Content-Length: ${Buffer.byteLength(body)}\n`) +
      '\n' +
      SEPARATOR +
      message('next', 'z\n');
    expect(subjects(await readText(right))).toEqual(['outer', 'next']);
    const wrong =
      SEPARATOR +
      message('first', 'short\n\n', 'Content-Length: 90\n') +
      SEPARATOR +
      message('second', 'b\n\n') +
      SEPARATOR +
      message('third', 'c\n');
    expect(subjects(await readText(wrong))).toEqual(['first', 'second', 'third']);
  });

  test('skips a message beyond the limit and goes on, with places to resume at', async () => {
    const archive =
      SEPARATOR +
      message('small', 'a\n\n') +
      SEPARATOR +
      message('huge', `${'x'.repeat(3_000_000)}\n\n`) +
      SEPARATOR +
      message('last', 'c\n');
    const entries = await readText(archive, { maxMessageBytes: 1_000_000 });
    expect(subjects(entries)).toEqual(['small', 'too_large', 'last']);
    expect(entries[2]!.place).toMatchObject({
      offset: archive.lastIndexOf('From ana at example.org  '),
      read: archive.length,
      total: archive.length,
    });

    const packed = join(folder, 'resume.mbox.gz');
    await writeFile(packed, gzipSync(archive));
    const again = await Array.fromAsync(readArchive(packed, { from: { file: packed, offset: entries[1]!.place.offset } }));
    expect(subjects(again)).toEqual(['huge', 'last']);
    expect(subjects(await Array.fromAsync(readArchive(entries[0]!.place.file, { from: entries[2]!.place })))).toEqual(['last']);
  });

  test('keeps memory constant over an archive of 120 MB', async () => {
    const one = Buffer.from(SEPARATOR + message('again', `${'words and words\n'.repeat(60_000)}\n`));
    async function* stream(): AsyncGenerator<Buffer> {
      for (let at = 0; at < 120_000_000; at += one.length) yield one;
    }
    let count = 0;
    let most = 0;
    for await (const cut of cutMbox(stream(), 25_000_000)) {
      count += cut.raw === null ? 0 : 1;
      if (count % 20 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
    expect(count).toBe(Math.ceil(120_000_000 / one.length));
    expect(most).toBeLessThan(150_000_000);
  });
});

describe('what is no archive', () => {
  test.each([
    ['binary junk', Buffer.from([0, 1, 2, 255, 254, 0, 0, 10, 13, 200]), 'not_mail'],
    ['a page', '<!doctype html><p>Not here', 'not_mail'],
    ['prose', 'From the desk of nobody,\n\ngreetings: none', 'not_mail'],
    ['nothing', '', 'empty'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'bzip2'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), 'xz'],
    ['zip', Buffer.from('504b030414000000', 'hex'), 'zip'],
    ['gzip of junk', gzipSync(Buffer.from('\u0000\u0001\u0002 nothing')), 'not_mail'],
    ['not gzip inside', Buffer.from('1f8b0800000000000003ffffffff', 'hex'), 'damaged'],
  ])('is refused with a reason: %s', async (_, content, fault) => {
    await expect(readText(content)).rejects.toMatchObject({ name: 'ArchiveError', fault });
  });

  test('a cut-off gzip gives its whole messages, then says so', async () => {
    const noise = Array.from({ length: 4000 }, (_, at) => Math.sin(at).toString(36)).join('\n');
    const packed = gzipSync(SEPARATOR + message('whole', 'a\n\n') + SEPARATOR + message('cut', noise));
    const path = join(folder, 'cut.gz');
    await writeFile(path, packed.subarray(0, packed.length - 400));
    const seen: ArchiveEntry[] = [];
    const reading = (async () => {
      for await (const entry of readArchive(path)) seen.push(entry);
    })();
    await expect(reading).rejects.toMatchObject({ fault: 'damaged', file: path });
    expect(subjects(seen)).toEqual(['whole']);
  });
});

test('reads a Maildir with flags, and a folder of message files', async () => {
  const maildir = join(folder, 'maildir');
  for (const name of ['cur', 'new', 'tmp']) await mkdir(join(maildir, name), { recursive: true });
  await writeFile(join(maildir, 'cur', '1700000001.a.host:2,FS'), message('read', 'x\n'));
  await writeFile(join(maildir, 'new', '1700000002.b.host'), message('unread', 'y\n'));
  await writeFile(join(maildir, 'tmp', '1700000003.c.host'), message('half written', 'z\n'));
  const entries = await Array.fromAsync(readArchive(maildir));
  expect(subjects(entries)).toEqual(['read', 'unread']);
  expect(entries[0]).toMatchObject({ flags: 'FS' });

  const saved = join(folder, 'saved');
  await mkdir(saved);
  await writeFile(join(saved, '1.eml'), message('eml', 'From the start a body.\n'));
  await writeFile(join(saved, '2.mbox'), SEPARATOR + message('boxed', 'y\n'));
  await writeFile(join(saved, 'notes.pdf'), '%PDF');
  expect(subjects(await Array.fromAsync(readArchive(saved)))).toEqual(['eml', 'boxed']);
});
