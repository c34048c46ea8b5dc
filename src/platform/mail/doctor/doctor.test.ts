import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { selfSigned } from '#test/certificate.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';
import { dkimOf, dkimRecord } from '../dkim.ts';
import { connectInbound } from '../inbound.ts';
import { examineMail, type Lookup } from './index.ts';
import { checkCertificate } from './receiving.ts';

let sink: Sink;
let world: World;
let before: ReturnType<typeof connectInbound>;
beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url });
  before = connectInbound({});
});
afterAll(async () => {
  connectInbound(before);
  await world.close();
  await sink.close();
});

const dns =
  (records: Record<string, unknown[]>): Lookup =>
  async (name, type) => {
    const found = records[`${type} ${name}`];
    if (!found) throw Object.assign(new Error(`query${type} ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    return found;
  };

const stateOf = async (lookup: Lookup) => Object.fromEntries((await examineMail(world.services, lookup)).map(({ check, state }) => [check, state]));

it('finds everything in order', async () => {
  const { name, value } = dkimRecord(await dkimOf(world.services));
  const port = Number(new URL(sink.url).port);
  connectInbound({ mailDomain: () => 'copse.test', receiver: () => ({ host: '0.0.0.0', port, lmtp: false }) });
  const records = {
    'MX copse.test': [{ exchange: 'mail.copse.test', priority: 10 }],
    'TXT copse.test': [['google-site-verification=x'], ['v=spf1 mx ~all']],
    // A long record comes in pieces (RFC 7208 §3.3).
    [`TXT ${name}`]: [[value.slice(0, 200), value.slice(200)]],
    'TXT _dmarc.copse.test': [['v=DMARC1; p=quarantine']],
  };
  expect(await stateOf(dns(records))).toEqual({ Settings: 'good', Server: 'good', TLS: 'good', MX: 'good', SPF: 'good', DKIM: 'good', DMARC: 'good', Reverse: 'good', Receiver: 'good', STARTTLS: 'note', 'Round trip': 'note', Queue: 'good' });
  const wrong = { ...records, 'TXT copse.test': [['v=spf1 +all']], [`TXT ${name}`]: [['v=DKIM1; p=AAAA']], 'TXT _dmarc.copse.test': [['v=DMARC1; p=none']] };
  expect(await stateOf(dns(wrong))).toMatchObject({ SPF: 'bad', DKIM: 'bad', DMARC: 'note' });
});

it('says in words what to change where nothing is set up, and where the server is away', async () => {
  connectInbound({});
  const findings = await examineMail(world.services, dns({}));
  expect(findings.filter(({ state }) => state === 'bad').map(({ check }) => check)).toEqual(['MX', 'SPF', 'DKIM', 'DMARC']);
  const dkim = findings.find(({ check }) => check === 'DKIM')!;
  expect(dkim.todo).toMatch(/^Add a TXT record to the DNS\.\nName: copse\._domainkey\.copse\.test\nValue: v=DKIM1; k=rsa; p=[\w+/=]{300,}$/);
  await sink.close();
  const [, server] = await examineMail(world.services, dns({}));
  expect(server).toMatchObject({ check: 'Server', state: 'bad', said: expect.stringContaining('127.0.0.1'), todo: expect.stringContaining('firewall') });
  const { smtpUrl } = world.services.config;
  world.services.config.smtpUrl = null;
  expect(await examineMail(world.services, dns({}))).toMatchObject([{ check: 'Settings', state: 'bad' }]);
  world.services.config.smtpUrl = smtpUrl;
});

it('tells until when the certificate of the receiver is good', () => {
  const folder = mkdtempSync(join(tmpdir(), 'copse-doctor-'));
  const file = join(folder, 'cert.pem');
  writeFileSync(file, selfSigned('mail.copse.test').cert);
  const at = (date: string, cert: string | null = file) => checkCertificate({ cert, key: cert }, Date.parse(date));
  expect(at('2030-01-01')).toMatchObject({ state: 'good', said: 'The certificate for mail.copse.test is good until 2049-12-31.' });
  expect(at('2049-12-25').state).toBe('note');
  expect(at('2050-01-02')).toMatchObject({ state: 'bad', todo: 'Renew it.' });
  expect(at('2030-01-01', join(folder, 'missing.pem')).state).toBe('bad');
  expect(at('2030-01-01', null)).toMatchObject({ state: 'note', todo: expect.stringContaining('MAIL_IN_CERT') });
  rmSync(folder, { recursive: true });
});
