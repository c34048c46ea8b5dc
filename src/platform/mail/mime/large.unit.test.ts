import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const SIZE = 9_000_000;

/** Reads large mails in a process of its own, whose regular expressions are compiled as in one that has compiled many: each step of a `+` takes some of their stack. */
async function lengthsOf(bodies: Record<string, string>): Promise<Record<string, [number, number[]]>> {
  const code = `
    import { parseMessage } from '#platform/mail/archive/parse.ts';
    import { readBounce } from '#platform/mail/bounce/read.ts';
    const read = {};
    for (const [name, of] of Object.entries({ ${Object.entries(bodies).map(([name, body]) => `${name}: ${body}`).join(', ')} })) {
      const raw = Buffer.from('From: a@a.example\\r\\n' + of);
      readBounce(raw);
      const { text, attachments } = await parseMessage(raw);
      read[name] = [text.trim().length, attachments.map((file) => file.size)];
    }
    console.log(JSON.stringify(read));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-regexp-optimization', '--input-type=module', '-e', code]);
  return JSON.parse(stdout) as Record<string, [number, number[]]>;
}

test('large mails of every encoding are read whole, and runs of white space cost no more than other bytes', async () => {
  const file = (encoding: string, body: string) => `'Content-Type: application/pdf\\r\\nContent-Transfer-Encoding: ${encoding}\\r\\n\\r\\n' + ${body}`;
  const text = (encoding: string, body: string) => `'Content-Transfer-Encoding: ${encoding}\\r\\n\\r\\n' + ${body}`;
  const coded = `'begin 644 a.bin\\r\\n' + ('M' + '0'.repeat(60) + '\\r\\n').repeat(${SIZE / 60}) + '\`\\r\\nend\\r\\n'`;
  expect(
    await lengthsOf({
      file: file('base64', `(('A'.repeat(76) + '\\r\\n').repeat(${SIZE / 76}))`),
      line: file('base64', `'A'.repeat(${SIZE})`),
      joined: file('base64', `'QQ=='.repeat(${SIZE / 4})`),
      footer: text('base64', `'aGkg'.repeat(${SIZE / 4}) + '\\r\\nsome words\\r\\n'`),
      blank: text('8bit', `' '.repeat(${SIZE}) + 'x'`),
      padded: text('quoted-printable', `' '.repeat(${SIZE}) + 'x'`),
      returns: text('8bit', `'\\r'.repeat(${SIZE}) + 'x'`),
      uuencoded: text('8bit', coded),
    }),
  ).toEqual({
    file: [0, [Math.floor(SIZE / 76) * 57]],
    line: [0, [(SIZE / 4) * 3]],
    joined: [0, [SIZE / 4]],
    footer: [(SIZE / 4) * 3 + '\nsome words'.length, []],
    blank: [1, []],
    padded: [1, []],
    returns: [1, []],
    uuencoded: [0, [(SIZE / 60) * 45]],
  });
}, 60_000);
