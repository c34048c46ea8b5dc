import { describe, expect, test } from 'vitest';
import { normalCharset } from '../archive/charset.ts';
import { parseMessage } from '../archive/parse.ts';
import { safeName } from './attachment.ts';

const HEAD = 'From: ana@a.example\nSubject: =?utf-8?Q?Pumps=0D=0ABcc:_x@y.example?=\nMIME-Version: 1.0\n';
const read = (source: string) => parseMessage(Buffer.from(source.replace(/\n/g, '\r\n'), 'latin1'));
const multipart = (type: string, ...parts: string[]) => read(`${HEAD}Content-Type: multipart/${type}; boundary=B\n\nIgnored.\n${parts.map((part) => `--B\n${part}\n`).join('')}--B--\nIgnored too.`);
const file = (headers: string) => multipart('mixed', 'Content-Type: text/plain\n\nhi', `${headers}\n\nx`).then((mail) => mail.attachments[0]!);

test.each([
  ['koi8-r', 'Content-Type: text/plain; charset=koi8-r\n\n\xf0\xd2\xc9\xd7\xc5\xd4', 'Привет'],
  ['UTF-8 called Latin-1', 'Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xc3\xa9', 'café'],
  ['Latin-1 called unknown', 'Content-Type: text/plain; charset=x-unknown\n\ncaf\xe9', 'café'],
  ['ISO-2022-JP', 'Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$B$3$s\x1b(B', 'こん'],
  ['quoted-printable', 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nca=\nf=C3=A9 1=2', 'café 1=2'],
  ['quoted-printable whose last line break is soft', 'Content-Type: text/plain\nContent-Transfer-Encoding: "Quoted-Printable"\n\nwords=', 'words'],
  ['HZ (RFC 1843)', 'Content-Type: text/plain; charset=HZ-GB-2312\n\nTwo ~{VPND~} and ~~ on ~\none line', 'Two 中文 and ~ on one line'],
  ['ISO-2022-KR (RFC 1557)', 'Content-Type: text/plain; charset=iso-2022-kr\n\n\x1b$)C\x0eGQ1[\x0f!', '한글!'],
  ['ISO-2022-JP that does not say so', 'Content-Type: text/plain; charset=us-ascii\n\n\x1b$B$3$s\x1b(B', 'こん'],
  ['UTF-8 cut off in a character', 'Content-Type: text/plain; charset=utf-8\n\ncaf\xc3\xa9 na\xc3\xafve \xe2\x82', 'café naïve \ufffd'],
  ['Latin-1 called UTF-8', 'Content-Type: text/plain; charset=utf-8\n\ncaf\xe9', 'café'],
  ['a charset in a parameter of RFC 2231', "Content-Type: text/plain; charset*=us-ascii'en'windows-1251\n\n\xcf\xf0\xe8", 'При'],
  ['names with comments', 'Content-Type: text/plain (words); charset=cp-1251 (of Windows)\nContent-Transfer-Encoding: (so) base64 (it is)\n\nz/Do', 'При'],
])('charsets in parts: %s', async (_, part, text) => {
  expect(await multipart('alternative', part)).toMatchObject({ text });
});

test('texts of signed and mixed mails join; format=flowed is told (RFC 3676)', async () => {
  expect((await multipart('mixed', 'Content-Type: text/plain\n\none', 'Content-Type: image/png; name=i.png\n\nx', 'Content-Type: text/plain\n\ntwo')).text).toBe('one\ntwo');
  expect((await multipart('signed; protocol="application/pgp-signature"', 'Content-Type: text/plain; format=flowed; delsp=yes\n\nwords', 'Content-Type: application/pgp-signature\n\nx'))).toMatchObject({ text: 'words', flowed: { delSp: true }, encrypted: false });
});

test('what only its recipient can read says so', async () => {
  expect(await multipart('encrypted', 'Content-Type: application/pgp-encrypted\n\nVersion: 1', 'Content-Type: application/octet-stream\n\nx')).toMatchObject({ text: '', encrypted: true });
  expect(await read(`${HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx`)).toMatchObject({ encrypted: true, attachments: [{ name: 'smime.p7m' }] });
});

test.each([
  ['in pieces (RFC 2231)', "Content-Type: application/pdf\nContent-Disposition: attachment; filename*0*=utf-8''%E2%82%AC%20; filename*1=rates.pdf", '€ rates.pdf'],
  ['in encoded words', 'Content-Type: application/pdf; name="=?utf-8?B?w6TDtsO8LnBkZg==?="', 'äöü.pdf'],
  ['in two ways', "Content-Type: application/pdf; name=c.pdf\nContent-Disposition: attachment; filename=a.pdf; filename*=iso-8859-1''%E9t%E9.pdf", 'été.pdf'],
  ['in pieces that part a character', "Content-Disposition: attachment; filename*1*=%ad.txt; filename*0*=UTF-8''%e4%b8", '中.txt'],
  ['with a path', 'Content-Type: text/plain\nContent-Disposition: attachment; filename="../../etc/passwd"', 'passwd'],
  ['of dots', 'Content-Type: application/pdf; name=".."', null],
])('names of files: %s', async (_, headers, name) => {
  expect(await file(headers)).toMatchObject({ name });
});

test('a name cannot hide its ending', () => {
  expect(safeName('a\u202egnp.exe')).toBe('agnp.exe');
  expect(safeName(`${'x'.repeat(5000)}.pdf`)).toHaveLength(184);
});

test('winmail.dat, messages, invitations and inline pictures are files', async () => {
  expect(await file('Content-Type: application/ms-tnef; name=winmail.dat')).toMatchObject({ name: 'winmail.dat', type: 'application/ms-tnef' });
  expect((await multipart('mixed', 'Content-Type: message/rfc822\n\nFrom: b@b.example\nSubject: Inner\n\ninner words'))).toMatchObject({ text: '', attachments: [{ name: 'Inner.eml', type: 'message/rfc822' }] });
  expect(await file('Content-Type: text/calendar; method=reply')).toMatchObject({ method: 'REPLY' });
  expect(await multipart('related', 'Content-Type: text/html\n\n<img src="cid:i@x">', 'Content-Type: image/png\nContent-ID: <i@x>\n\nx')).toMatchObject({ attachments: [{ contentId: 'i@x', inline: true }] });
});

test('uuencoded files come out of the text; what only looks so stays', async () => {
  expect(await read(`${HEAD}\nhello\n\nbegin 644 cat.txt\n#0V%T\n\`\nend\nbye`)).toMatchObject({ text: 'hello\n\n\nbye', attachments: [{ name: 'cat.txt', content: Buffer.from('Cat') }] });
  const talk = 'begin 644 words\nof a sentence that goes on\nend\n';
  expect(await read(`${HEAD}\n${talk}`)).toMatchObject({ text: talk, attachments: [] });
});

test.each([
  ['utf_8', 'utf-8'],
  ['"utf8"', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['x-sjis', 'shift_jis'],
  ['csISO2022JP', 'iso-2022-jp'],
  ['x-euc-jp', 'euc-jp'],
  ['x-mac-cyrillic', 'maccyrillic'],
  ['cp-1252', 'windows-1252'],
  ['ANSI_X3.4-1968', 'windows-1252'],
  ['unknown-8bit', null],
  ['', null],
])('the charset %j is %s', (name, known) => {
  expect(normalCharset(name)).toBe(known);
});

describe('lines that are none', () => {
  test('a lone CR ends lines where all of them do (as those of old Macintoshes)', async () => {
    const source = `${HEAD}Content-Type: multipart/mixed; boundary=B\n\n--B\n\none\ntwo\n--B\nContent-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\nAQID\n--B--\n`;
    expect(await parseMessage(Buffer.from(source.replace(/\n/g, '\r'), 'latin1'))).toMatchObject({ from: { address: 'ana@a.example' }, text: 'one\ntwo', attachments: [{ name: 'a.png', content: Buffer.from([1, 2, 3]) }] });
  });

  test('one without a colon among the headers is dropped; before words it is the first of them', async () => {
    expect(await read('From: ana@a.example\nthis is no header\nSubject: Pumps\nContent-Type: text/html\n\n<p>hi</p>')).toMatchObject({ subject: 'Pumps', html: '<p>hi</p>' });
    expect(await read('From: ana@a.example\nSubject: Pumps\nthe blank line is lost\nnote: so it was\n\nmore')).toMatchObject({ subject: 'Pumps', text: 'the blank line is lost\nnote: so it was\n\nmore' });
  });

  test('a byte order mark and blank lines before the first header are nothing', async () => {
    expect(await read(`\xef\xbb\xbf\n${HEAD}\nhi`)).toMatchObject({ from: { address: 'ana@a.example' }, text: 'hi' });
  });
});

test.each([
  ['spaces', '  aGVs bG8g\n\td29y bGQ=', 'hello world'],
  ['other signs', 'aGVs!bG8g\nd29y*bGQ=', 'hello world'],
  ['the letters of addresses', 'w7fDv8O-Pw', '÷ÿþ?'],
  ['a footer in words', 'aGVsbG8gd29ybGQK\n\n_____________\nwash mailing list\nwash@l.example', 'hello world\n\n_____________\nwash mailing list\nwash@l.example'],
  ['nothing of the kind', 'Hello, this is plain!\nSo it is.', 'Hello, this is plain!\nSo it is.'],
])('base64 with %s', async (_, body, text) => {
  expect((await read(`${HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${body}`)).text.trim().replace(/\n{2,}/, '\n\n')).toBe(text);
});

test('words in HTML are not lost to a footer below them; another form of a text is no file', async () => {
  expect(await multipart('mixed', 'Content-Type: text/html\n\n<p>The answer.</p>', 'Content-Type: text/plain\n\n____\na list')).toMatchObject({ text: 'The answer.\n____\na list', html: '<p>The answer.</p>' });
  expect(await multipart('alternative', 'Content-Type: text/plain; name=body.txt\n\nhi', 'Content-Type: text/html; name=body.html\n\n<p>hi</p>')).toMatchObject({ text: 'hi', html: '<p>hi</p>', attachments: [] });
  expect(await read(`${HEAD}Content-Type: text/plain\nContent-Disposition: attachment; filename=log.txt\n\nlog`)).toMatchObject({ text: '', attachments: [{ name: 'log.txt' }] });
});

test('a boundary with a space at its end, and a multipart in base64, are found', async () => {
  expect((await read(`${HEAD}Content-Type: multipart/mixed; boundary="B "\n\n--B \n\nhi\n--B--`)).text).toBe('hi');
  expect((await read(`${HEAD}Content-Type: multipart/mixed; boundary=B\nContent-Transfer-Encoding: base64\n\n${Buffer.from('--B\r\n\r\nhi\r\n--B--').toString('base64')}`)).text).toBe('hi');
});

test.each(['--B\nContent-Type: text/plain\n\nwords', '--C\nContent-Type: text/plain\n\nwords\n--C--', 'words'])('boundaries lost or wrong: %j', async (body) => {
  expect((await read(`${HEAD}Content-Type: multipart/mixed; boundary=B\n\n${body}`)).text.trim()).toBe('words');
});

test('hostile structures cost little; a subject stays one line', async () => {
  let deep = 'Content-Type: text/plain\n\ncore';
  for (let at = 0; at < 3000; at += 1) deep = `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n${deep}\n--b${at}--`;
  const began = process.threadCpuUsage().user;
  expect(await read(HEAD + deep)).toMatchObject({ subject: 'Pumps Bcc: x@y.example', text: '', attachments: [{ type: 'application/octet-stream' }] });
  const many = await multipart('mixed', ...Array.from({ length: 5000 }, (_, at) => `Content-Type: text/plain; name=${at}.txt\n\nx`));
  expect(many.attachments.length).toBeLessThanOrEqual(500);
  expect((process.threadCpuUsage().user - began) / 1000).toBeLessThan(3000);
});

describe('what others would lose', () => {
  const tlv = (tag: number, ...parts: Buffer[]) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from(body.length < 128 ? [tag, body.length] : [tag, 0x82, body.length >> 8, body.length & 255]), body]);
  };
  const open = (tag: number, ...parts: Buffer[]) => Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
  const id = (last: number) => tlv(0x06, Buffer.from(`2a864886f70d0107${last.toString(16).padStart(2, '0')}`, 'hex'));
  const inner = Buffer.from('Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nsigned words\r\n--m\r\nContent-Type: text/csv; name=a.csv\r\n\r\na,b\r\n--m--\r\n');
  const signedData = (wrap: typeof tlv, content: Buffer) => wrap(0x30, id(2), wrap(0xa0, wrap(0x30, tlv(0x02, Buffer.from([1])), tlv(0x31), wrap(0x30, id(1), wrap(0xa0, content)))));
  const mail = (der: Buffer) => read(`${HEAD}Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n${der.toString('base64')}`);

  test.each([
    ['of definite length', signedData(tlv, tlv(0x04, inner))],
    ['in pieces', signedData(open, open(0x24, tlv(0x04, inner.subarray(0, 40)), tlv(0x04, inner.subarray(40))))],
  ])('the words in an opaque signature (RFC 8551), %s', async (_, der) => {
    expect(await mail(der)).toMatchObject({ text: 'signed words', encrypted: false, attachments: [{ name: 'a.csv' }] });
  });

  test('one that is cut off, or enciphered, stays closed', async () => {
    for (const der of [signedData(tlv, tlv(0x04, inner)).subarray(0, 60), signedData(open, open(0x24)).subarray(0, 30), tlv(0x30, id(3), tlv(0xa0))]) expect(await mail(der)).toMatchObject({ text: '', encrypted: true });
  });

  test('names of files without quotes, and with what parts parameters', async () => {
    expect((await file('Content-Type: application/pdf\nContent-Disposition: attachment; filename=my report.pdf')).name).toBe('my report.pdf');
    expect((await file('Content-Type: application/pdf\nContent-Disposition: attachment; filename="a; \\"b\\".pdf"; size=1')).name).toBe('a; _b_.pdf');
  });

  test('base64 joined from pieces, multiparts without parts, halves of Macintosh files', async () => {
    expect((await read(`${HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8=\nIHdvcmxk\n`)).text).toBe('hello world');
    expect(await read(`${HEAD}Content-Type: multipart/mixed; boundary=m\n\n--m--\n`)).toMatchObject({ text: '', attachments: [] });
    expect((await multipart('appledouble', 'Content-Type: application/applefile; name=a.pdf\n\nxx', 'Content-Type: application/pdf; name=a.pdf\n\nxyz')).attachments).toHaveLength(1);
  });
});
