import { setTimeout as sleep } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import type { Services } from '../../context.ts';
import { dkimOf } from '../dkim.ts';
import { inbound } from '../inbound.ts';
import { serverOf } from '../outbox/connection.ts';
import { proveDomain } from '../receive/proof.ts';
import { inboundTo, type InboundMail } from '../receive/queries.ts';
import { fromAddress, senderOf } from '../sender.ts';
import { bad, good, note, type Finding } from './finding.ts';

const LOOK_EVERY_MS = 300;
const CHECK = 'Round trip';

/** Sends a mail to an address of ours by the way that all mail goes, and waits until it comes back in; says what the way did to it. */
export async function checkRoundTrip(services: Services, patienceMs: number): Promise<Finding> {
  const { config } = services;
  const { host, port } = serverOf(config.smtpUrl!);
  const to = await inbound.probeAddress({ services });
  if (!to) return note(CHECK, 'No mail is received here, so none can be seen to come back.', 'Set MAIL_IN_PORT or MAIL_IN_URL when members shall answer by mail; "copse doctor mail --to you@example.org" sends a mail that you look for yourself.');
  const began = performance.now();
  const refused = await send(services, to);
  if (refused) return bad(CHECK, `${host}:${port} did not take a mail from ${fromAddress(config)} to ${to}: ${refused}`, 'Ask your provider whether this server may send as that address, and to your own domain; or set MAIL_FROM.');
  const arrived = await waitFor(services, to, began + patienceMs);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!arrived) return bad(CHECK, `${host}:${port} took a mail to ${to}, but it did not arrive within ${Math.round(patienceMs / 1000)} seconds.`, whereIsIt(services));
  return howItCame(services, arrived, `A mail by ${host}:${port} came back by ${arrived.via.toUpperCase()} after ${seconds} seconds`);
}

async function send(services: Services, to: string): Promise<string | null> {
  const { config } = services;
  const transport = createTransport({ ...serverOf(config.smtpUrl!), dkim: await dkimOf(services) });
  try {
    await transport.sendMail({ to, from: senderOf(config, 'Copse'), subject: 'Copse: a mail to itself', text: 'Sent by "copse doctor mail", to see whether it arrives.\n', headers: { 'Auto-Submitted': 'auto-generated' } });
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    transport.close();
  }
}

async function waitFor({ database: { db } }: Services, to: string, until: number): Promise<InboundMail | null> {
  for (;;) {
    const mail = await inboundTo(db, to);
    if (mail || performance.now() > until) return mail ?? null;
    await sleep(LOOK_EVERY_MS);
  }
}

function whereIsIt(services: Services): string {
  const { imapUrl } = services.config.mailIn;
  const way = imapUrl
    ? `Look whether it is in the mailbox ${new URL(imapUrl).hostname}: if it is, Copse does not run or cannot read it; if not, mail to ${inbound.mailDomain({ services })} goes elsewhere.`
    : `Copse must be running, and mail to ${inbound.mailDomain({ services })} must lead to it: see MX above, and whether a firewall lets port 25 through.`;
  return `${way} If your provider is slow it may still come: /admin/mail-in lists it then, and --wait 120 waits longer.`;
}

/** Whether others could prove, from the mail as it came in, that it is ours. */
async function howItCame({ blobs, resolver }: Services, mail: InboundMail, said: string): Promise<Finding> {
  const raw = await buffer(await blobs.read(mail.raw_key));
  const domain = mail.recipient.split('@').at(-1)!;
  const proof = await proveDomain(raw, { from: mail.envelope_from, remote: mail.remote, helo: mail.helo, behind: mail.via !== 'smtp', domain }, resolver);
  if (proof.by) return good(CHECK, `${said}, proven by ${proof.by.toUpperCase()}.`);
  return note(CHECK, `${said}, but nothing in it proves that it is ours: others may take such mail for spam.`, 'See SPF, DKIM and DMARC above. A server on the way may also have changed it.');
}
