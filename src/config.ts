import { resolve } from 'node:path';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65535);

/** Every setting: its type, its default and what it does. All are optional environment variables. */
const settings = {
  PORT: port.default(3000).describe('The port that web pages are served on.'),
  HOST: z.string().default('0.0.0.0').describe('The address to listen on.'),
  DATA_DIR: z.string().default('./data').describe('The folder that holds the database and files.'),
  BASE_URL: z.url().optional().describe('The public address, such as https://copse.example. Needed behind a proxy.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe('A PostgreSQL server to use instead of the embedded database.'),
  BLOB_URL: z
    .string()
    .regex(/^s3:\/\//, 'must begin with s3://')
    .optional()
    .describe('Where files go instead of DATA_DIR: s3://bucket/prefix?region=…&endpoint=….'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional()
    .describe('The mail server to send through. Without it, mail is kept on a page that the host can read.'),
  MAIL_FROM: z.string().optional().describe('The sender address of mail; noreply@ the host name by default.'),
  MAIL_RATE: z.coerce.number().int().min(0).default(0).describe('The most mails a minute that the mail server takes; 0 for as many as it can.'),
  DKIM_KEY: z.string().optional().describe('The file with the private RSA key (PEM) that mail is signed with; made and kept in the database when not given.'),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'must be letters, digits and -')
    .default('copse')
    .describe('The name that the public key has in the DNS: <name>._domainkey.'),
  MAIL_IN_PORT: port.optional().describe('The port on which mail is received. Without it, none is.'),
  MAIL_IN_HOST: z.string().default('0.0.0.0').describe('The address to receive mail on.'),
  MAIL_IN_PROTOCOL: z.enum(['smtp', 'lmtp']).default('smtp').describe('What is spoken there: smtp as a mail server of its own, lmtp behind one.'),
  MAIL_IN_DOMAIN: z.string().optional().describe('The domain of addresses that receive mail; the host of BASE_URL by default.'),
  MAIL_IN_CERT: z.string().optional().describe('A file with the certificate chain (PEM) that STARTTLS is offered with.'),
  MAIL_IN_KEY: z.string().optional().describe('The file with its private key (PEM).'),
  MAIL_IN_LIMIT: z.coerce.number().int().min(1).max(200).default(25).describe('The largest mail that is received, in megabytes.'),
  MAIL_IN_URL: z
    .string()
    .regex(/^imaps?:\/\//, 'must begin with imap:// or imaps://')
    .optional()
    .describe('A mailbox to fetch mail from: imaps://user:password@host/INBOX?done=Copse.'),
  MAIL_IN_DNS: z.string().optional().describe('The DNS server, such as 127.0.0.1:53, that is asked about senders; the one of the system by default.'),
  SECRET: z.string().min(32).optional().describe('Signs sessions. Made and kept in the database when not given.'),
  TRUST_PROXY: z.stringbool().default(false).describe('Believes X-Forwarded-* headers: set it behind a proxy.'),
  SPAM_CHECK_URL: z.url().optional().describe('A program that is asked about contributions: JSON in, {"spam": true} out.'),
  RATE_LIMIT: z.coerce.number().min(0).default(1).describe('Multiplies all rate limits; 0 turns them off.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged.'),
} as const;

const SECRET_SETTINGS = new Set(['DATABASE_URL', 'SMTP_URL', 'SECRET', 'BLOB_URL', 'SPAM_CHECK_URL', 'MAIL_IN_URL']);
const schema = z.object(settings);

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  baseUrl: string | null;
  databaseUrl: string | null;
  blobUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string | null;
  /** Mails a minute; 0 is without limit. */
  mailRate: number;
  dkimKey: string | null;
  dkimSelector: string;
  mailIn: MailInConfig;
  secret: string | null;
  trustProxy: boolean;
  spamCheckUrl: string | null;
  rateLimit: number;
  logLevel: string;
}

/** How mail comes in. */
export interface MailInConfig {
  port: number | null;
  host: string;
  protocol: 'smtp' | 'lmtp';
  /** null when mail is not received at all. */
  domain: string | null;
  cert: string | null;
  key: string | null;
  /** Bytes. */
  limit: number;
  imapUrl: string | null;
  dns: string | null;
}

/** Nonsense in the settings: says which, and what is expected. */
export class ConfigError extends Error {}

/** Reads the settings from the environment. Throws ConfigError naming every wrong one. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.keys(settings).map((key) => [key, environment[key] || undefined]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${wrong(issue, given)}`);
    throw new ConfigError(`These settings cannot be used:\n${lines.join('\n')}`);
  }
  const s = parsed.data;
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: resolve(s.DATA_DIR),
    baseUrl: s.BASE_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: s.DATABASE_URL ?? null,
    blobUrl: s.BLOB_URL ?? null,
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: s.MAIL_FROM ?? null,
    mailRate: s.MAIL_RATE,
    dkimKey: s.DKIM_KEY ?? null,
    dkimSelector: s.DKIM_SELECTOR,
    mailIn: mailInOf(s),
    secret: s.SECRET ?? null,
    trustProxy: s.TRUST_PROXY,
    spamCheckUrl: s.SPAM_CHECK_URL ?? null,
    rateLimit: s.RATE_LIMIT,
    logLevel: s.LOG_LEVEL,
  };
}

function wrong(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  return `${name} ${expected(issue)}${SECRET_SETTINGS.has(name) ? '' : `, not “${given[name]}”`}`;
}

function expected(issue: z.core.$ZodIssue): string {
  const unit = 'origin' in issue && issue.origin === 'string' ? ' characters long' : '';
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${unit}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${unit}`;
  if (issue.code === 'invalid_type') return 'must be a number';
  if (issue.code === 'invalid_value') return issue.values.includes('yes') ? 'must be true or false' : `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_format' && issue.format === 'url') return 'must be an address such as https://copse.example';
  return issue.message;
}

function mailInOf(s: z.output<typeof schema>): MailInConfig {
  const receives = [s.MAIL_IN_PORT, s.MAIL_IN_URL, s.MAIL_IN_DOMAIN].some((value) => value !== undefined);
  const host = new URL(s.BASE_URL ?? `http://localhost:${s.PORT}`).hostname;
  return {
    port: s.MAIL_IN_PORT ?? null,
    host: s.MAIL_IN_HOST,
    protocol: s.MAIL_IN_PROTOCOL,
    domain: receives ? (s.MAIL_IN_DOMAIN ?? host).toLowerCase() : null,
    cert: s.MAIL_IN_CERT ?? null,
    key: s.MAIL_IN_KEY ?? null,
    limit: s.MAIL_IN_LIMIT * 1_000_000,
    imapUrl: s.MAIL_IN_URL ?? null,
    dns: s.MAIL_IN_DNS ?? null,
  };
}

/** The settings with their documentation, for the command line and the guide. */
export function describeSettings(): { name: string; about: string; default: string | null; secret: boolean }[] {
  const usual: Record<string, unknown> = schema.parse({});
  return Object.entries(settings).map(([name, type]) => ({
    name,
    about: type.description ?? '',
    default: usual[name] === undefined ? null : String(usual[name]),
    secret: SECRET_SETTINGS.has(name),
  }));
}

/** The public address of the installation, without a slash at the end. */
export function baseUrl(config: Config): string {
  return config.baseUrl ?? `http://localhost:${config.port}`;
}
