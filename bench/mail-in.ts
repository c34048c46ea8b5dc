import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { migrate, openDatabase } from '#platform/db/index.ts';
import { text } from './seed.ts';
import { report } from './report.ts';

/** Mails a second: signed by DKIM, received, kept, proven, parsed and posted by the built server; beside a receiver that throws mail away. */
const MAILS = 1000;
const SENDERS = 50;
const CONNECTIONS = 8;
const [PORT, MAIL_PORT, FLOOR_PORT, DNS_PORT] = [3975, 3974, 3973, 3972];
const folder = mkdtempSync(join(tmpdir(), 'copse-mail-bench-'));
const file = join(folder, 'copse.sqlite');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });

async function prepare(): Promise<void> {
  const database = openDatabase({ file });
  await migrate(database);
  const now = Date.now();
  const sqlite = database.sqlite!;
  sqlite.exec(`insert into spaces (community_id, kind, slug, name, visibility, created_at, active_at) values (1, 'community', 'bench', 'Bench', 'public', ${now}, ${now})`);
  for (let n = 1; n <= SENDERS; n += 1)
    sqlite.exec(`insert into people (handle, name, created_at) values ('p${n}', 'Person ${n}', ${now});
      insert into addresses (address, person_id, confirmed_at, created_at) values ('p${n}@sender.example', ${n}, ${now}, ${now});
      insert into memberships (community_id, space_id, person_id, role, joined_at) values (1, 1, ${n}, 'member', ${now});`);
  await database.close();
}

/** Answers TXT questions (RFC 1035 §4) about the two names that there are. */
function startDns(): () => void {
  const known: Record<string, string> = { 'k._domainkey.sender.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`, '_dmarc.sender.example': 'v=DMARC1; p=reject' };
  const socket = createSocket('udp4', (question, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at]!; length > 0; length = question[at]!) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    const asked = question.subarray(12, at + 5);
    const value = known[labels.join('.').toLowerCase()];
    const strings = (value?.match(/.{1,250}/g) ?? []).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]));
    const data = Buffer.concat(strings);
    const head = Buffer.from([question[0]!, question[1]!, 0x81, value ? 0x80 : 0x83, 0, 1, 0, value ? 1 : 0, 0, 0, 0, 0]);
    const answer = value ? Buffer.concat([Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 1, 0, data.length >> 8, data.length & 255]), data]) : Buffer.alloc(0);
    socket.send(Buffer.concat([head, asked, answer]), port, address);
  });
  socket.bind(DNS_PORT, '127.0.0.1');
  return () => socket.close();
}

async function signed(): Promise<Buffer[]> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows', dkim: { domainName: 'sender.example', keySelector: 'k', privateKey } } as never);
  const mails: Buffer[] = [];
  for (let n = 0; n < MAILS; n += 1) {
    const body = `${text(120)}\n\n-- \nPerson\n\nOn Monday, somebody wrote:\n> ${text(60)}\n`;
    const { message } = (await composer.sendMail({ from: `p${(n % SENDERS) + 1}@sender.example`, to: 'bench@bench.test', subject: `Question ${n}`, text: body, messageId: `<${n}@sender.example>` })) as unknown as { message: Buffer };
    mails.push(message);
  }
  return mails;
}

/** Seconds that sending all takes. */
async function send(port: number, mails: Buffer[]): Promise<number> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: CONNECTIONS, maxMessages: Infinity });
  const began = performance.now();
  await Promise.all(mails.map((raw, n) => transport.sendMail({ envelope: { from: `p${(n % SENDERS) + 1}@sender.example`, to: ['bench@bench.test'] }, raw })));
  transport.close();
  return (performance.now() - began) / 1000;
}

async function floor(mails: Buffer[]): Promise<number> {
  const server = new SMTPServer({ authOptional: true, logger: false, disableReverseLookup: true, onData: (stream, _session, done) => void stream.resume().on('end', () => done()) });
  await new Promise<void>((resolve) => void server.listen(FLOOR_PORT, '127.0.0.1', resolve));
  const seconds = await send(FLOOR_PORT, mails);
  server.close();
  return seconds;
}

async function serve() {
  const env = { ...process.env, DATA_DIR: folder, PORT: String(PORT), BASE_URL: 'http://bench.test', LOG_LEVEL: 'error', RATE_LIMIT: '0', MAIL_IN_PORT: String(MAIL_PORT), MAIL_IN_HOST: '127.0.0.1', MAIL_IN_DNS: `127.0.0.1:${DNS_PORT}` };
  const child = spawn(process.execPath, ['dist/server/cli.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  for (let tries = 0; tries < 200; tries += 1) {
    if (await fetch(`http://127.0.0.1:${PORT}/healthz`).then(() => true, () => false)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the server does not answer');
}

await prepare();
const stopDns = startDns();
const mails = await signed();
const thrown = await floor(mails);
const server = await serve();
const began = performance.now();
const kept = await send(MAIL_PORT, mails);
const db = new DatabaseSync(file, { readOnly: true });
const settled = db.prepare("select count(*) filter (where settled_at is not null) as settled, count(*) filter (where status = 'posted' and proof = 'dmarc') as posted from inbound_mails");
let counts = settled.get() as { settled: number; posted: number };
while (counts.settled < MAILS) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  counts = settled.get() as typeof counts;
}
const posted = (performance.now() - began) / 1000;
db.close();
server.kill();
stopDns();
rmSync(folder, { recursive: true, force: true });
if (counts.posted !== MAILS) throw new Error(`only ${counts.posted} of ${MAILS} mails became posts`);
report('Mail that comes in', 'npm run bench -- --write', [
  ['mail kept durably, acknowledged', `${Math.round(MAILS / kept)}/s`, `${Math.round(MAILS / thrown)}/s thrown away`, `${Math.round((thrown / kept) * 100)} %`],
  ['mail proven, parsed and posted', `${Math.round(MAILS / posted)}/s`, 'at least 50/s', ''],
]);
const rate = (seconds: number) => `${Math.round(MAILS / seconds)}/s`;
console.log(`mail thrown away (floor)        ${rate(thrown).padStart(8)}`);
console.log(`mail kept durably, acknowledged ${rate(kept).padStart(8)}  ${(thrown / kept).toFixed(2)} of the floor`);
console.log(`mail proven, parsed and posted  ${rate(posted).padStart(8)}  ${(thrown / posted).toFixed(2)} of the floor; aim 50/s`);
