import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { connect as secure, type TLSSocket } from 'node:tls';
import { sealMessage } from 'mailauth';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '#test/certificate.ts';
import { dkim, dkimRecord, example, newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';

const HOST = 'mail.copse.test';
const folder = mkdtempSync(join(tmpdir(), 'copse-tls-'));
const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;

/** Writes a certificate, and answers it. */
function renew(at: number): string {
  const made = selfSigned(HOST);
  for (const name of ['cert', 'key'] as const) {
    writeFileSync(files[name], made[name]);
    utimesSync(files[name], at, at);
  }
  return made.cert;
}

let cert: string;
beforeAll(async () => {
  cert = renew(1000);
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1', MAIL_IN_CERT: files.cert, MAIL_IN_KEY: files.key });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
});
afterAll(async () => {
  await mail.close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** Says lines of SMTP on a connection; answers what the server said to each. */
async function talk(socket: Socket, ...lines: string[]): Promise<string[]> {
  const answers: string[] = [];
  const reply = () =>
    new Promise<string>((resolve, reject) => {
      let text = '';
      const read = (chunk: Buffer) => {
        text += chunk.toString('latin1');
        if (!/^\d{3} .*\r\n$/m.test(text)) return;
        socket.off('data', read);
        resolve(text);
      };
      socket.on('data', read);
      socket.once('error', reject);
      socket.once('close', () => resolve(text));
    });
  for (const line of lines) {
    const answer = reply();
    socket.write(`${line}\r\n`);
    answers.push(await answer);
  }
  return answers;
}

async function opened(): Promise<Socket> {
  const socket = connect(mail.port!, '127.0.0.1');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

async function shaken(ca: string): Promise<{ socket: TLSSocket; offers: string }> {
  const plain = await opened();
  const [offers] = await talk(plain, 'EHLO client.example', 'STARTTLS');
  const socket = secure({ socket: plain, servername: HOST, ca, host: HOST });
  await new Promise<void>((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  return { socket, offers: offers! };
}

describe('STARTTLS', () => {
  it('shows the certificate of the host, and mail comes through it', async () => {
    const { socket, offers } = await shaken(cert);
    expect(offers).toContain('STARTTLS');
    expect(socket.authorized).toBe(true);
    expect(socket.getProtocol()).toMatch(/^TLSv1\.[23]$/);
    const [again] = await talk(socket, 'EHLO client.example');
    expect(again).not.toContain('STARTTLS');
    socket.destroy();
    const transport = createTransport({ host: '127.0.0.1', port: mail.port!, requireTLS: true, tls: { servername: HOST, ca: cert }, dkim });
    const sent = await transport.sendMail({ from: 'Tomasi <tomasi@example.org>', to: 'mel@copse.test', subject: 'Enciphered', text: 'Nobody reads along' });
    transport.close();
    expect(sent.response).toContain('250');
    await world.work();
    expect((await world.as('anjali').get('/c/mel/discussions')).body).toContain('Enciphered');
  });

  it('takes nothing that was said before the handshake', async () => {
    const plain = await opened();
    const answers = await talk(plain, 'EHLO client.example', 'STARTTLS\r\nMAIL FROM:<tomasi@example.org>');
    expect(answers[1]).not.toContain('Accepted');
    const socket = secure({ socket: plain, servername: HOST, ca: cert, host: HOST });
    const injected = await new Promise((resolve) => socket.once('secureConnect', () => resolve(talk(socket, 'EHLO client.example', 'RCPT TO:<mel@copse.test>'))).once('error', () => resolve(['', '503 refused'])));
    expect((injected as string[])[1]).toMatch(/^503/);
    socket.destroy();
  });

  it('takes up a renewed certificate, and keeps the old one while the new is half written', async () => {
    const newer = renew(2000);
    writeFileSync(files.key, 'half');
    world.pass(61_000);
    (await shaken(cert)).socket.destroy();
    const latest = renew(3000);
    expect(latest).not.toBe(newer);
    world.pass(61_000);
    const { socket } = await shaken(latest);
    expect(new X509Certificate(socket.getPeerCertificate().raw).fingerprint256).toBe(new X509Certificate(latest).fingerprint256);
    socket.destroy();
  });
});

describe('a mail that a list changed and passed on', () => {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows', dkim } as never);

  /** Signed by example.org, whose policy is to reject; then changed, and sealed by a forwarder that says what it saw. */
  async function forwarded(mail: SendMailOptions, by: string, saw = 'dmarc=pass header.from=example.org', privateKey = dkim.privateKey): Promise<Buffer> {
    const { message } = (await composer.sendMail({ from: 'Tomasi <tomasi@example.org>', to: 'mel@copse.test', text: 'As I wrote it', ...mail })) as unknown as { message: Buffer };
    const changed = Buffer.from(message.toString().replace('As I wrote it', 'As I wrote it\r\n\r\nA footer of the list'));
    const seal = await sealMessage(changed, { signingDomain: by, selector: 'arc', privateKey, authResults: `mx.${by}; ${saw}`, cv: 'none' } as never);
    return Buffer.concat([seal, changed]);
  }

  const deliver = async (raw: Buffer) => {
    world.services.resolver = async (name, type) => (type === 'TXT' && name.startsWith('arc._domainkey.') ? [[dkimRecord]] : example(name, type));
    await mail.send({ envelope: { from: 'list@google.com', to: ['mel@copse.test'] }, raw, signed: false });
    await newMails();
    const rows = await world.services.database.db.selectFrom('inbound_mails').select(['status', 'proof']).orderBy('id', 'desc').limit(1).execute();
    return `${rows[0]!.status} ${rows[0]!.proof}`;
  };

  it('is proven by the seal of a forwarder that is trusted', async () => {
    expect(await deliver(await forwarded({ subject: 'Sealed' }, 'google.com'))).toBe('posted arc');
  });

  it('is not proven by a seal of anybody, a broken one, or one that saw a failure', async () => {
    expect(await deliver(await forwarded({ subject: 'Anybody' }, 'sealer.example'))).toBe('asked null');
    expect(await deliver(await forwarded({ subject: 'Failure' }, 'google.com', 'dmarc=fail header.from=example.org'))).toBe('asked null');
    const sealed = (await forwarded({ subject: 'Changed' }, 'google.com')).toString();
    expect(await deliver(Buffer.from(sealed.replace('A footer of the list', 'Buy this')))).toBe('asked null');
    expect(await deliver(Buffer.from(sealed.replace(/(\r\nARC-Seal:[^]*?b=)(.)/i, (_, head: string, first: string) => head + (first === 'A' ? 'B' : 'A')).replace(/Message-ID: <[^>]+>/, 'Message-ID: <other@example.org>')))).toBe('asked null');
  });
});
