import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
let at: string;
let replyTo: string;

beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1', MAIL_IN_LIMIT: '1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
  at = (await world.as('tomasi').post('/c/mel/discussions', { title: 'Open to all', body: 'x', type: 'conversation' })).headers.location!;
  await world.as('leila').post(`${at}/reply`, { body: 'First answer' });
  replyTo = (await newMails()).find((m) => m.recipient === 'tomasi@example.org')!.replyTo!.value[0]!.address!;
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const address = (name: Cast) => `${name[0]!.toUpperCase()}${name.slice(1)} <${name}@example.org>`;
const posts = async () => (await world.services.database.db.selectFrom('posts').select('body').execute()).map(({ body }) => body);
let count = 0;

/** Sends a raw mail of Tomasi's; answers what became of it, and how many mails it led to. */
async function outcome(head: string[], body: string | Buffer = 'Posted by a machine', to = 'mel@copse.test', from = 'tomasi@example.org') {
  await newMails();
  const own = [...(head.some((line) => /^From:/i.test(line)) ? [] : [`From: ${address('tomasi')}`]), ...(head.some((line) => /^Message-ID:/i.test(line)) ? [] : [`Message-ID: <h${(count += 1)}@example.org>`])];
  const raw = Buffer.concat([Buffer.from([...own, ...head, '', ''].join('\r\n'), 'latin1'), Buffer.from(body)]);
  await mail.send({ envelope: { from, to: [to] }, raw });
  const led = await newMails();
  const row = await world.services.database.db.selectFrom('inbound_mails').select(['status', 'reason']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  return { what: `${row.status} ${row.reason}`, led };
}

describe('what no person wrote is neither posted nor answered', () => {
  it.each([
    ['a list of ours', ['Subject: x', 'List-Id: Mel <mel.copse.test>'], 'ignored loop'],
    ['our own mark', ['Subject: x', 'X-Loop: copse@copse.test'], 'ignored loop'],
    ['our own Message-ID', ['Subject: x', 'Message-ID: <post-1.1@copse.test>'], 'ignored loop'],
    ['too many hosts', ['Subject: x', ...Array.from({ length: 60 }, (_, n) => `Received: from h${n}.example by h${n + 1}.example; Tue, 4 Mar 2025 08:22:09 +0000`)], 'ignored loop'],
    ['Auto-Submitted', ['Subject: x', 'Auto-Submitted: auto-replied (vacation)'], 'ignored autoreply'],
    ['an old autoresponder', ['Subject: x', 'X-Autoreply: yes'], 'ignored autoreply'],
    ['Precedence', ['Subject: x', 'Precedence: auto_reply'], 'ignored autoreply'],
    ['out of office by its subject alone', ['Subject: Automatic reply: Open to all', 'In-Reply-To: <post-1.1@copse.test>'], 'ignored autoreply'],
    ['the same in German', ['Subject: =?utf-8?Q?Automatische_Antwort:_Open?=', 'In-Reply-To: <post-1.1@copse.test>'], 'ignored autoreply'],
    ['a cron job', ['Subject: x', 'Auto-Submitted: auto-generated'], 'ignored automatic'],
    ['a mail system', ['Subject: x', 'From: noreply@example.org'], 'ignored automatic'],
    ['a receipt', ['Subject: Read: x', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b'], 'ignored autoreply', '--b\r\nContent-Type: text/plain\r\n\r\nRead.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: automatic-action/MDN-sent-automatically; displayed\r\n--b--\r\n'],
    ['an answer to an invitation', ['Subject: Accepted: Meeting', 'Content-Type: text/calendar; method=REPLY'], 'ignored calendar', 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n'],
    ['nobody in From', ['Subject: x', 'From: undisclosed'], 'ignored no_sender'],
  ] as [string, string[], string, string?][])('%s', async (_, head, what, body) => {
    for (const to of ['mel@copse.test', replyTo]) {
      const before = await posts();
      expect(await outcome(head.map((line) => line.replace('<post-1.1@copse.test>', (id) => (line.startsWith('Message-ID') ? `<post-1.${(count += 1)}@copse.test>` : id))), body, to)).toEqual({ what, led: [] });
      expect(await posts()).toEqual(before);
    }
  });
});

describe('odd mails are read as their authors meant them', () => {
  it.each([
    ['Cyrillic of another age', ['Subject: =?koi8-r?B?9MXTVA==?=', 'Content-Type: text/plain; charset=koi8-r'], Buffer.from('f0d2c9d7c5d4', 'hex'), 'Привет'],
    ['a charset that does not exist', ['Subject: c', 'Content-Type: text/plain; charset=klingon'], Buffer.from('caf\u00e9', 'latin1'), 'café'],
    ['a multipart without an end', ['Subject: m', 'Content-Type: multipart/mixed; boundary=lost'], '--lost\r\nContent-Type: text/plain\r\n\r\nNo end', 'No end'],
    ['a boundary that never comes', ['Subject: n', 'Content-Type: multipart/mixed; boundary=never'], 'Words all the same', 'Words all the same'],
    ['signed by OpenPGP', ['Subject: p'], '-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nSigned words\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n-----END PGP SIGNATURE-----\r\n', 'Signed words'],
    ['signed by S/MIME', ['Subject: s', 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b'], '--b\r\nContent-Type: text/plain\r\n\r\nS words\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--b--\r\n', 'S words'],
    ['HTML alone', ['Subject: h', 'Content-Type: text/html; charset=utf-8'], '<p>Marked <b>up</b></p><script>alert(1)</script>', 'Marked up'],
    ['NUL and control characters', ['Subject: z'], 'zero\0\u0007 width', 'zero width'],
    ['one very long line', ['Subject: l'], 'long '.repeat(3000), 'long '.repeat(3000).trim()],
  ] as [string, string[], string | Buffer, string][])('%s', async (_, head, body, wanted) => {
    expect((await outcome(head, body)).what).toBe('posted posted');
    expect((await posts()).at(-1)).toBe(wanted);
  });

  it.each([
    ['a field of blank lines', `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=mail; h=from; bh=x; b=${'\r\n '.repeat(100_000)}x`],
    ['a field of spaces', `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=mail; h=from; bh=x; b=${' '.repeat(300_000)}x`],
    ['a head that has no end', `Received: ${'a\r\n '.repeat(100_000)}x`],
    ['more signatures than anybody adds', Array.from({ length: 300 }, (_, n) => `DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.example; s=mail; h=from; bh=x; b=x`).join('\r\n')],
    ['returns within a line', `X-Odd: ${'\r'.repeat(300_000)}x`],
  ])('%s proves nothing, and costs no time', async (_, field) => {
    expect((await outcome([field, 'Subject: Odd head'])).what).toMatch(/^(?:asked|posted) /);
  });

  it('what only its recipient could read is sent back with a word about it', async () => {
    const armoured = '-----BEGIN PGP MESSAGE-----\r\n\r\nhQ==\r\n-----END PGP MESSAGE-----\r\n';
    const { what, led } = await outcome(['Subject: Sealed'], armoured);
    expect([what, led[0]!.subject]).toEqual(['refused encrypted', 'Not posted: Sealed']);
    expect((await outcome(['Subject: Sealed too', 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'Content-Transfer-Encoding: base64'], 'MIIB')).what).toBe('refused encrypted');
  });

  it('header injection stays text: in a subject, a name, a file', async () => {
    const head = ['Subject: =?utf-8?Q?Injected=0D=0ABcc:_victim@example.net?=', 'From: =?utf-8?Q?Tomasi=0D=0ABcc:_victim@example.net?= <tomasi@example.org>', 'Content-Type: multipart/mixed; boundary=b'];
    const { what, led } = await outcome(head, '--b\r\nContent-Type: text/plain\r\n\r\n@leila look\r\n--b\r\nContent-Type: text/plain; name="=?utf-8?Q?a=0D=0ASet-Cookie:x.txt?="\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n');
    expect(what).toBe('posted posted');
    expect(led.map((m) => m.recipient)).toContain('leila@example.org');
    for (const m of led) expect(m.headerLines.map(({ key }) => key)).not.toContain('bcc');
    const { id, name, item_id } = await world.services.database.db.selectFrom('attachments').select(['id', 'name', 'item_id']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    expect(name).toBe('a Set-Cookie_x.txt');
    const file = await world.as('leila').get(`/c/mel/discussions/posts/${item_id}/files/${id}/${encodeURIComponent(name)}`);
    expect(file.statusCode).toBe(200);
    expect(file.headers['set-cookie']).toBeUndefined();
  });
});

describe('addresses with a token', () => {
  const reply = (from: string, to = replyTo) => outcome(['Subject: Re: Open to all', `From: ${from}`], `Answered ${(count += 1)}`, to, /<(.+)>/.exec(from)![1]!);

  it('of somebody else are no proof for whoever From names; nor is one that is too old', async () => {
    expect((await reply(address('tomasi'))).what).toBe('posted posted');
    // Pavel has Tomasi's address, and his own mail is proven: it is Pavel who answers.
    expect((await reply(address('pavel'))).what).toBe('posted posted');
    const last = await world.services.database.db.selectFrom('items').select('author_id').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    expect(last.author_id).toBe(world.as('pavel').personId);
  });

  it('lead nowhere once the post is deleted, and say so as for any other', async () => {
    const gone = (await world.as('tomasi').post('/c/mel/discussions', { title: 'Deleted soon', body: 'x', type: 'conversation' })).headers.location!;
    await world.as('leila').post(`${gone}/reply`, { body: 'An answer' });
    const told = (await newMails()).find((m) => m.recipient === 'tomasi@example.org')!;
    const [, id] = /discussions\/(\d+)/.exec(gone)!;
    await world.as('anjali').post(`/c/mel/discussions/posts/${id}/delete`, {});
    const before = await posts();
    const { what, led } = await reply(address('tomasi'), told.replyTo!.value[0]!.address!);
    expect(what).toMatch(/^refused (?:not_found|gone|conflict|forbidden)$/);
    expect(led[0]!.subject).toContain('Not posted');
    expect(led[0]!.text).toMatch(/>\s+Answered/);
    expect(await posts()).toEqual(before);
  });

  it('do nothing for whoever was banned since', async () => {
    await world.as('anjali').post('/c/mel/moderation/people/tomasi', { do: 'banned', days: '7', reason: 'hurtful' });
    const before = await posts();
    await reply(address('tomasi'));
    expect(await posts()).toEqual(before);
    await world.as('anjali').post('/c/mel/moderation/people/tomasi/lift', { lift: 'banned' });
  });

  it('end after a year and some weeks: then From must be proven, as anywhere', async () => {
    world.pass(401 * 86_400_000);
    await newMails();
    await mail.send({ from: 'Tomasi <tom@elsewhere.example>', to: replyTo, subject: 'Re', text: 'Far too late', signed: false });
    await newMails();
    expect(await posts()).not.toContain('Far too late');
  });
});

describe('on the wire', () => {
  /** Says raw lines, one after another; answers all that the server said. */
  async function say(...lines: string[]): Promise<string> {
    const socket = connect(mail.port!, '127.0.0.1');
    let said = '';
    for (const line of ['', ...lines]) {
      const answered = new Promise<void>((resolve) => socket.once('data', (chunk) => { said += chunk.toString('latin1'); resolve(); }));
      if (line) socket.write(line);
      await answered;
    }
    socket.destroy();
    return said;
  }
  const MAIL = ['EHLO client.example\r\n', 'MAIL FROM:<tomasi@example.org>\r\n', 'RCPT TO:<mel@copse.test>\r\n', 'DATA\r\n'];

  it('the largest size is told, and more refused before it is sent', async () => {
    expect(await say('EHLO client.example\r\n', 'MAIL FROM:<tomasi@example.org> SIZE=1500000\r\n')).toMatch(/250[ -]SIZE 1000000[^]*\n552 /);
  });

  it('only CRLF . CRLF ends a message: nothing can be smuggled behind another end', async () => {
    await newMails();
    const before = await world.services.database.db.selectFrom('inbound_mails').select('id').execute();
    const smuggled = 'EHLO x\r\nMAIL FROM:<anjali@example.org>\r\nRCPT TO:<mel@copse.test>\r\nDATA\r\nFrom: anjali@example.org\r\nSubject: Smuggled\r\n\r\nx\r\n.\r\n';
    for (const end of ['\n.\n', '\n.\r\n', '\r\n.\n', '\r.\r']) await say(...MAIL, `From: ${address('tomasi')}\r\nMessage-ID: <w${(count += 1)}@example.org>\r\nSubject: Outer\r\n\r\nouter${end}${smuggled}`);
    const rows = await world.services.database.db.selectFrom('inbound_mails').select(['envelope_from']).where('id', '>', before.at(-1)!.id).execute();
    expect(rows.map((row) => row.envelope_from)).toEqual(Array.from({ length: 4 }, () => 'tomasi@example.org'));
  });

  it('the same message twice at once, to two addresses, is one post', async () => {
    await newMails();
    const message = { from: address('leila'), subject: 'At once', text: 'Only once', messageId: '<once@example.org>' };
    await Promise.all(['mel@copse.test', 'mel@copse.test', 'mel.surveys@copse.test'].map((to) => mail.send({ ...message, to })));
    await newMails();
    expect((await posts()).filter((body) => body === 'Only once')).toHaveLength(1);
  });

  it('commands for which there is no use, and endless ones, are refused', async () => {
    expect(await say('EHLO client.example\r\n', 'AUTH PLAIN AGEAYg==\r\n')).toMatch(/\r\n50\d /);
    expect(await say('EHLO client.example\r\n', 'VRFY tomasi\r\n')).toMatch(/\r\n(?:252|50\d) /);
    expect(await say('EHLO client.example\r\n', 'MAIL FROM:<tomasi@example.org>\r\n', 'RCPT TO:<mel@copse.test\r\nDATA>\r\n')).not.toContain('354');
  });
});
