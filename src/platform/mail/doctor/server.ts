import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { serverOf } from '../outbox/connection.ts';
import { bad, good, note, type Finding } from './finding.ts';

const PATIENCE_MS = 10_000;

/** Speaks to a mail server up to where a mail would begin, and says what was found: reached, enciphered, known to it. */
export async function checkServer(url: string): Promise<Finding[]> {
  const options = { ...serverOf(url), connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS };
  const name = `${options.host}:${options.port}`;
  const connection = new SMTPConnection(options);
  try {
    await step(connection, (done) => connection.connect(done));
    const findings = [good('Server', `${name} answers.`), secrecy(connection.secure, name, 'auth' in options)];
    if (!options.auth) return findings;
    const { user, pass } = options.auth;
    try {
      await step(connection, (done) => connection.login({ user, credentials: { user, pass } } as never, done));
      return [...findings, good('Sign-in', `${name} knows ${user}.`)];
    } catch (error) {
      return [...findings, bad('Sign-in', `${name} does not let us in: ${(error as Error).message}`, 'Check the user name and the password in SMTP_URL; special characters must be written as %40 and so on.')];
    }
  } catch (error) {
    return [whyNot(error as Error & { code?: string }, name)];
  } finally {
    connection.close();
  }
}

function secrecy(secure: boolean, name: string, signsIn: boolean): Finding {
  if (secure) return good('TLS', 'What is said to the server is enciphered.');
  if (/^(?:localhost|127\.|\[?::1)/.test(name)) return good('TLS', 'Not enciphered, and on this machine it need not be.');
  const todo = 'Use smtps:// with port 465, or a server that offers STARTTLS, and take ignoreTLS out of SMTP_URL.';
  return signsIn ? bad('TLS', 'The password and all mail go to the server in the clear.', todo) : note('TLS', 'Mail goes to the server in the clear.', todo);
}

function whyNot({ code, message }: Error & { code?: string }, name: string): Finding {
  const todo =
    code === 'EDNS' || /ENOTFOUND/.test(message)
      ? 'Check the name of the server in SMTP_URL.'
      : /certificate|self.signed|altname/i.test(message)
        ? 'The certificate of the server does not fit its name. Use the name that is in the certificate.'
        : 'Check the port in SMTP_URL (587, or 465 with smtps://), and whether a firewall or your hosting provider stops it: many block port 25.';
  return bad('Server', `${name} cannot be used: ${message}`, todo);
}

function step(connection: SMTPConnection, act: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    act((error) => {
      connection.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  }).then(() => void connection.on('error', () => {}));
}

/** Whether our own receiver answers where it should listen. */
export async function checkReceiver({ host, port, lmtp }: { host: string; port: number; lmtp: boolean }): Promise<Finding> {
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const connection = new SMTPConnection({ host: at, port, lmtp, ignoreTLS: true, connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS } as never);
  try {
    await step(connection, (done) => connection.connect(done));
    return good('Receiver', `Mail is received on port ${port}.`);
  } catch (error) {
    return bad('Receiver', `Nothing receives mail on port ${port}: ${(error as Error).message}`, 'Start Copse, and see whether another program has that port.');
  } finally {
    connection.close();
  }
}
