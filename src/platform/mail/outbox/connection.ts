import { createTransport } from 'nodemailer';
import type { Dkim } from '../dkim.ts';

const CONNECTIONS = 8;
const MAILS_A_CONNECTION = 500;
const PATIENCE_MS = 30_000;

/** What an SMTP_URL says, as nodemailer takes it. */
export function serverOf(url: string) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const options = Object.fromEntries([...searchParams].map(([name, value]) => [name, value === 'true' ? true : value === 'false' ? false : value]));
  return {
    host: hostname,
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    ...options,
  };
}

/** A few connections that stay open for many mails. */
export function openTransport(url: string, dkim: Dkim) {
  return createTransport({ pool: true, maxConnections: CONNECTIONS, maxMessages: MAILS_A_CONNECTION, ...serverOf(url), dkim });
}
