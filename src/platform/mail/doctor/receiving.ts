import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readMailboxUrl } from '../receive/imap.ts';
import { bad, good, note, type Finding } from './finding.ts';

const DAY = 86_400_000;
const SOON_DAYS = 14;
const PATIENCE_MS = 10_000;

/** Whether mail comes to our receiver enciphered (RFC 3207), now and in two weeks. */
export function checkCertificate({ cert, key }: { cert: string | null; key: string | null }, now: number): Finding {
  if (!cert || !key) return note('STARTTLS', 'Mail comes to our receiver in the clear.', 'Set MAIL_IN_CERT and MAIL_IN_KEY to a certificate of this machine, such as one from Let’s Encrypt. A renewed one is taken up without a restart.');
  try {
    const { validTo, subjectAltName } = new X509Certificate(readFileSync(cert));
    const left = Math.floor((Date.parse(validTo) - now) / DAY);
    const until = `The certificate for ${subjectAltName?.replaceAll('DNS:', '') ?? 'nobody'} is good until ${new Date(validTo).toISOString().slice(0, 10)}`;
    if (left < 0) return bad('STARTTLS', `${until}, which is past: mail comes in the clear, or not at all.`, 'Renew it.');
    return left < SOON_DAYS ? note('STARTTLS', `${until}.`, 'Renew it; see why that did not happen by itself.') : good('STARTTLS', `${until}.`);
  } catch (error) {
    return bad('STARTTLS', `The certificate cannot be read: ${(error as Error).message}`, 'MAIL_IN_CERT must name a file in PEM form that this program may read.');
  }
}

/** Whether the mailbox that is polled lets us in. */
export async function checkMailbox(url: string): Promise<Finding> {
  const { folder, done: _, ...server } = readMailboxUrl(url);
  const name = `${server.host}:${server.port}`;
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({ ...server, logger: false, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { exists } = await client.mailboxOpen(folder, { readOnly: true });
    return good('Mailbox', `${name} knows ${server.auth.user}; ${exists} mails wait in ${folder}.`);
  } catch (error) {
    const { responseText, message, authenticationFailed } = error as Error & { responseText?: string; authenticationFailed?: boolean };
    return bad('Mailbox', `${name} cannot be read: ${responseText ?? message}`, authenticationFailed ? 'Check the user name and the password in MAIL_IN_URL; some providers want one made for programs.' : 'Check the name, the port and the folder in MAIL_IN_URL.');
  } finally {
    client.close();
  }
}
