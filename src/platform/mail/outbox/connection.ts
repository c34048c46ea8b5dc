import { createTransport } from 'nodemailer';
import type { Dkim } from '../dkim.ts';

const CONNECTIONS = 8;
const MAILS_A_CONNECTION = 500;
const PATIENCE_MS = 30_000;

/** A few connections that stay open for many mails. */
export function openTransport(url: string, dkim: Dkim) {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const options = Object.fromEntries([...searchParams].map(([name, value]) => [name, value === 'true' ? true : value === 'false' ? false : value]));
  return createTransport({
    pool: true,
    host: hostname,
    port: Number(port) || (protocol === 'smtps:' ? 465 : 587),
    secure: protocol === 'smtps:',
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_A_CONNECTION,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    ...options,
    dkim,
  });
}
