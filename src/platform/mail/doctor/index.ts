import type { Services } from '../../context.ts';
import { dkimOf, dkimRecord } from '../dkim.ts';
import { inbound } from '../inbound.ts';
import { outgoingCounts } from '../outbox/queries.ts';
import { fromAddress } from '../sender.ts';
import { bad, good, note, type Finding } from './finding.ts';
import { checkDkim, checkDmarc, checkMx, checkReverse, checkSpf, type Lookup } from './names.ts';
import { checkCertificate, checkMailbox } from './receiving.ts';
import { checkRoundTrip } from './round-trip.ts';
import { checkReceiver, checkServer } from './server.ts';

export type { Finding } from './finding.ts';
export type { Lookup } from './names.ts';

const LATE_MS = 10 * 60_000;
/** How long a mail may take to come back. */
const PATIENCE_MS = 30_000;

/** Looks over all that mail needs to arrive: settings, server, names, and our own receiver. */
export async function examineMail(services: Services, lookup: Lookup, patienceMs = PATIENCE_MS): Promise<Finding[]> {
  const { config } = services;
  if (config.smtpUrl === null)
    return [bad('Settings', 'SMTP_URL is not set: mail is kept on the page /admin/mailbox and reaches nobody.', 'Set SMTP_URL to the mail server of your provider: smtp://user:password@mail.example.org:587')];
  const domain = fromAddress(config).split('@').at(-1)!;
  const server = new URL(config.smtpUrl).hostname;
  const ours = inbound.mailDomain({ services });
  const receiver = inbound.receiver({ services });
  const outgoing = await checkServer(config.smtpUrl);
  const sends = outgoing.every(({ check, state }) => state !== 'bad' || check === 'TLS');
  return [
    settings(config.baseUrl, fromAddress(config)),
    ...outgoing,
    ...(await Promise.all([
      named('MX', () => checkMx(lookup, domain, domain === ours)),
      ...(ours && ours !== domain ? [named('MX', () => checkMx(lookup, ours, true))] : []),
      named('SPF', () => checkSpf(lookup, domain, server)),
      named('DKIM', async () => checkDkim(lookup, dkimRecord(await dkimOf(services)))),
      named('DMARC', () => checkDmarc(lookup, domain)),
      named('Reverse', () => checkReverse(lookup, server)),
    ])),
    ...(receiver ? [await checkReceiver(receiver), ...(receiver.lmtp ? [] : [checkCertificate(config.mailIn, services.clock())])] : []),
    ...(config.mailIn.imapUrl === null ? [] : [await checkMailbox(config.mailIn.imapUrl)]),
    ...(sends ? [await checkRoundTrip(services, patienceMs)] : []),
    await queue(services),
  ];
}

function settings(baseUrl: string | null, from: string): Finding {
  if (baseUrl === null) return bad('Settings', 'BASE_URL is not set, so links in mails lead to this machine only.', 'Set BASE_URL to the address that members use, such as https://copse.example.org');
  return good('Settings', `Mail comes from ${from}, and its links lead to ${baseUrl}.`);
}

async function named(check: string, work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    return bad(check, `It could not be looked up: ${(error as Error).message}`, 'Check that this machine can ask the DNS.');
  }
}

async function queue({ database: { db }, clock }: Services): Promise<Finding> {
  const { waiting, since, failed } = await outgoingCounts(db);
  if (since !== null && clock() - since > LATE_MS) return bad('Queue', `${waiting} mails wait, the first since ${new Date(since).toISOString()}.`, 'They go out by themselves once the server takes them again; see the log for what it said.');
  if (failed > 0) return note('Queue', `${failed} mails of the last month were refused for good.`, 'See the log for what was said about them.');
  return good('Queue', waiting === 0 ? 'Nothing waits.' : `${waiting} mails are on their way.`);
}
