import { describe, expect, test } from 'vitest';
import { authorKey, readAuthor } from './address.ts';
import { readDate } from './dates.ts';
import { decodeHeaderText } from './encoded-words.ts';
import { distinctId, parseMessage, type ParseHints } from './parse.ts';
import { readInReplyTo, readReferences } from './message-ids.ts';
import { readSubject } from './subject.ts';

const NOW = Date.UTC(2026, 0, 1);
const parse = (source: string | Buffer, hints: ParseHints = {}) =>
  parseMessage(Buffer.from(source as string), { now: NOW, ...hints });
const latin1 = (source: string) => parseMessage(Buffer.from(source, 'latin1'), { now: NOW });

describe('subjects', () => {
  test.each([
    ['Re: Soap and water', 'soap and water', true],
    ['RE: AW: Re[2]: SV: [wash] Soap and water', 'soap and water', true],
    ['[wash] Re: Soap and water (fwd)', 'soap and water', true],
    ['Réf : Soap and water', 'soap and water', true],
    ['回复：Soap and water', 'soap and water', true],
    ['Fwd: Soap and water', 'soap and water', false],
    ['[Fwd: Soap and water]', 'soap and water', false],
    ['Soap and water]', 'soap and water', false],
    ['Tap maintenance (was: Re: Soap and water)', 'tap maintenance', false],
    ['R: how do you plot this?', 'how do you plot this?', true],
    ['r: a language', 'r: a language', false],
    ['Regarding: pumps', 'regarding: pumps', false],
    ['[all]', '[all]', false],
    ['Re:', '', true],
  ])('%s', (subject, base, reply) => {
    expect(readSubject(subject)).toMatchObject({ base, reply });
  });

  test('the title loses the list tag and keeps telling ones', () => {
    expect(readSubject('Re: [wash-practice] [ANN] Course', 'wash-practice.lists.example.org').title).toBe('[ANN] Course');
    expect(readSubject('New pumps (was: Soap)').was).toBe('soap');
  });
});

describe('dates', () => {
  const at = Date.UTC(2003, 3, 1, 6, 22, 9);
  test.each([
    'Tue, 1 Apr 2003 08:22:09 +0200',
    'Tue,  1 Apr 2003 08:22:09 +0200 (MEST)',
    '1 Apr 03 06:22:09 GMT',
    'Tue, 1 Apr 103 06:22:09 UT',
    'Tue Apr  1 06:22:09 2003',
    'Tue Apr 1 08:22:09 MET DST 2003',
    'Tue, 1 Apr 2003 02:22:09 EDT',
    '2003-04-01T08:22:09+02:00',
    '1/4/2003 06:22:09',
    '2003/04/01 06:22:09 Z',
    'mar. 1 avr. 2003 08:22:09 +0200',
    'вт, 1 апреля 2003 06:22:09',
    'Dienstag, 1. April 2003 06:22:09',
    'Tue, 1 Apr 2003 6:22:09 AM',
    '2003年4月1日 06:22:09',
  ])('%s', (text) => expect(readDate(text)).toBe(at));

  test.each([
    '',
    'yesterday',
    '31 Feb 2003 10:00',
    'Tue, 1 Apr 2003 29:00:00',
    '99:99:99',
    '1 Apr 10:00',
    `${'1 '.repeat(5000)}10:00`,
  ])('refuses %#', (text) => {
    expect(readDate(text)).toBeNull();
  });

  test('falls back to the separator, then Received, then a neighbour', async () => {
    const impossible = 'Date: Fri, 99 Foo 2003 08:00:00\n';
    const envelope = 'From jan2003  Tue Apr  1 06:22:09 2003';
    const received = 'Received: from a by b; Tue, 1 Apr 2003 08:22:09 +0200\n';
    expect((await parse(`${impossible}${received}\nx`, { envelope })).date).toEqual({ at, source: 'envelope' });
    expect((await parse(`${impossible}${received}\nx`)).date).toEqual({ at, source: 'received' });
    expect((await parse(`${impossible}\nx`, { near: 5 })).date).toEqual({ at: 5, source: 'neighbour' });
    expect((await parse('Subject: a\n\nx')).date).toEqual({ at: null, source: 'none' });
  });

  test('a clock that is years off is not believed', async () => {
    const envelope = 'From ana at example.org  Tue Apr  1 06:22:09 2003';
    expect((await parse('Date: Mon, 19 Jan 2038 03:14:07 +0000\n\nx', { envelope })).date.source).toBe('envelope');
    expect((await parse('Date: Tue, 1 Jan 1980 00:00:00 +0000\n\nx', { envelope })).date.at).toBe(at);
  });
});

describe('headers', () => {
  test.each([
    ['=?iso-8859-1?Q?Bj=F6rn_=C5s?=', 'Björn Ås'],
    ['=?UTF-8?B?2YXYsdit2KjYpw==?= all', 'مرحبا all'],
    ['=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9_open?=', 'café open'],
    ['=?utf-8?Q?with raw spaces =C3=A9?=', 'with raw spaces é'],
    ['=?x-unknown?Q?caf=E9?=', 'café'],
    ['caf\xe9 and na\xefve', 'café and naïve'],
    ['\xcf\xf0\xe8\xe2\xe5\xf2 \xe2\xf1\xe5\xec', 'Привет всем'],
    ['\xf0\xd2\xc9\xd7\xc5\xd4 \xd7\xd3\xc5\xcd', 'Привет всем'],
    ['=?utf-8?Q?a=0D=0ABcc:_x@example.org?=', 'a Bcc: x@example.org'],
    ['=?utf-8?Q?broken', '=?utf-8?Q?broken'],
  ])('%s', (value, text) => expect(decodeHeaderText(value)).toBe(text));

  test.each([
    ['"Ana Pérez" <Ana@Example.org>', 'Ana Pérez', 'ana@example.org', 'ana'],
    ['ana at example.org (Ana P. (field))', 'Ana P. (field)', 'ana@example.org', 'ana'],
    ['ana.p (Ana)', 'Ana', null, 'ana.p'],
    ['"Pérez, Ana" <ana>', 'Ana Pérez', null, 'ana'],
    ['ana_maria.perez@example.org', 'Ana Maria Perez', 'ana_maria.perez@example.org', 'ana_maria.perez'],
    ['"ana@example.org" <ana@example.org>', 'Ana', 'ana@example.org', 'ana'],
    ['Ana P [mailto:ana@example.org]', 'Ana P', 'ana@example.org', 'ana'],
    ['', '', null, null],
  ])('author %s', (value, name, address, local) => expect(readAuthor(value)).toEqual({ name, address, local }));

  test('authors without address are told by local part and name, departments aside', () => {
    expect(authorKey(readAuthor('ana (Ana Pérez (EAB))'))).toBe(authorKey(readAuthor('ana (Perez Ana)')));
    expect(authorKey(readAuthor('ana (Ana Pérez)'))).not.toBe(authorKey(readAuthor('ana (Ana Lopez)')));
  });

  test('references in all states of repair', () => {
    expect(readReferences('<a@x><b@x>, <c@\n x> <a@x>')).toEqual(['a@x', 'b@x', 'c@x']);
    expect(readReferences(Array.from({ length: 5000 }, (_, at) => `<${at}@x>`).join(' ')).length).toBe(60);
    expect(readInReplyTo('Your message of "Tue, 1 Apr" <2003.17@mail.x>')).toEqual(['2003.17@mail.x']);
    expect(readInReplyTo("Mail from 'Ana <ana@example.org>' dated Tue")).toEqual([]);
  });

  test('what injects headers or never ends stays harmless', async () => {
    const hostile = `Subject: a\u0000b\nFrom: =?utf-8?B?${Buffer.from('x\r\nTo: all').toString('base64')}?= <a@b.org>\n${'X: y\n'.repeat(50_000)}\nbody`;
    const started = performance.now();
    const message = await parse(hostile);
    expect(message.subject).toBe('a b');
    expect(message.from.name).toBe('x To: all');
    await parse(
      `Subject: ${'=?a?q?'.repeat(100_000)}\nReferences: ${'<'.repeat(200_000)}\nDate: ${'1:1 '.repeat(100_000)}\nFrom: ${'(<"'.repeat(100_000)}\n\nx`,
    );
    await parse(Buffer.alloc(1_000_000, 'a'));
    await parse(Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 256)));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('bodies', () => {
  test('declared, missing and wrong charsets', async () => {
    expect((await latin1('Content-Type: text/plain; charset=iso-8859-1\n\nquotes \x93so\x94')).text).toBe('quotes “so”');
    expect((await parse('Subject: x\n\nnaïve café')).text).toBe('naïve café');
    expect((await parse('Content-Type: text/plain; charset=iso-8859-1\n\nnaïve café')).text).toBe('naïve café');
    expect(await latin1('Content-Type: text/plain; charset=utf-8\n\nnaïve café')).toMatchObject({
      text: 'naïve café',
      charsetGuessed: true,
    });
    expect((await latin1('Content-Type: text/plain; charset="gb2312"\n\n\xc4\xe3\xba\xc3')).text).toBe('你好');
  });

  test('transfer encodings, with a list footer behind base64', async () => {
    expect((await parse('Content-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9 =\nau lait =3D 5=\u20ac')).text).toContain(
      'café au lait = 5',
    );
    const coded = Buffer.from('Many words.\n').toString('base64');
    expect((await parse(`Content-Transfer-Encoding: base64\n\n${coded}\n_____\nlist info`)).text).toBe(
      'Many words.\n\n_____\nlist info',
    );
  });

  test('multipart: text, html, and attachments as bytes', async () => {
    const mail = [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'See the plan.',
      '--b',
      'Content-Type: application/x-sh; name="../../plan.sh"',
      'Content-Disposition: attachment; filename="../../plan.sh"',
      'Content-Transfer-Encoding: base64',
      '',
      'cm0gLXJm',
      '--b--',
      '',
    ].join('\r\n');
    const message = await parse(mail);
    expect(message.text.trim()).toBe('See the plan.');
    expect(message.attachments).toMatchObject([{ type: 'application/x-sh', size: 6, inline: false }]);
    expect(message.attachments[0]!.name).not.toMatch(/[/\\]/);
    const broken = await parse('Content-Type: multipart/mixed\n\nno boundary at all');
    expect(broken.attachments).toEqual([]);
    expect(await parse('Content-Type: text/html\n\n<p>Hi</p>')).toMatchObject({ text: '', html: '<p>Hi</p>' });
  });

  test('a missing Message-ID gets the same one each time; two messages with one id are told apart', async () => {
    const one = await parse('From: a@b.org\nDate: 1 Apr 2003 10:00 +0000\n\nI  agree.\n');
    const same = await parse('Received: elsewhere\nFrom: a@b.org\nDate: 1 Apr 2003 10:00 +0000\n\nI agree.');
    const other = await parse('From: a@b.org\nDate: 2 Apr 2003 10:00 +0000\n\nI agree.\n');
    expect(one).toMatchObject({ idSynthesised: true, messageId: same.messageId });
    expect(other.messageId).not.toBe(one.messageId);
    expect(distinctId(other)).not.toBe(distinctId(one));
  });

  test('quoting marks an answer where the archive cut "Re:" off', async () => {
    expect((await parse('Subject: Pumps\n\nAna wrote:\n> which?\nThe blue ones.')).replyMarked).toBe(true);
    expect((await parse('Subject: Pumps\n\nWhich pumps > 5 kW?')).replyMarked).toBe(false);
  });
});
