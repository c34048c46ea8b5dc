import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import { createContext } from '#platform/context.ts';
import { keepMail } from '#platform/mail/receive/keep.ts';
import { recipientsOf } from '#platform/mail/receive/imap.ts';
import { splitMessage } from '#platform/mail/archive/headers.ts';
import { addressOf } from '#platform/mail/bounce/report.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { ConfigError, readConfig } from '../../config.ts';
import { closeServices, openServices } from '../../services.ts';
import { knows } from './reading/places.ts';

/** What a mail server expects of a program that it hands mail to (sysexits.h). */
const EX = { OK: 0, DATAERR: 65, NOINPUT: 66, NOUSER: 67, TEMPFAIL: 75, CONFIG: 78 } as const;

/** `copse mail-in FILE`: takes a mail from another mail server. */
export function mailInCommand(program: Command): void {
  program
    .command('mail-in <file>')
    .description('take in one mail: a file, or - for what is piped in')
    .option('--to <address...>', 'whom it was sent to; what its headers say by default')
    .option('--from <address>', 'the envelope sender; Return-Path by default')
    .action(async (file: string, options: { to?: string[]; from?: string }) => {
      process.exitCode = await takeIn(file, options).catch((error: unknown) => {
        process.stderr.write(`The mail was not kept: ${(error as Error).message}\n`);
        return error instanceof ConfigError ? EX.CONFIG : EX.TEMPFAIL;
      });
    });
}

async function takeIn(file: string, options: { to?: string[]; from?: string }): Promise<number> {
  const raw = await (file === '-' ? buffer(process.stdin) : readFile(file)).catch(() => null);
  if (!raw) return say(EX.NOINPUT, `${file} cannot be read.`);
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'error' });
  const { domain, limit } = config.mailIn;
  if (!domain) return say(EX.CONFIG, 'Set MAIL_IN_DOMAIN: without it no mail is received.');
  if (raw.length === 0 || raw.length > limit) return say(EX.DATAERR, raw.length === 0 ? 'The mail is empty.' : `The mail is larger than ${limit / 1_000_000} MB.`);
  const envelopeFrom = options.from ?? addressOf(splitMessage(raw).headers.first('return-path')) ?? '';
  const services = await openServices(config);
  try {
    const wanted = options.to ?? recipientsOf(raw, domain);
    const sender = envelopeFrom || (addressOf(splitMessage(raw).headers.first('from')) ?? '');
    const recipients: string[] = [];
    for (const address of wanted) if (await knows(services, address, sender)) recipients.push(address);
    if (recipients.length === 0) return say(EX.NOUSER, 'No such address here.');
    await keepMail(createContext(services, ANONYMOUS), { raw, recipients, envelopeFrom, via: 'command' });
    return EX.OK;
  } finally {
    await closeServices(services);
  }
}

function say(code: number, text: string): number {
  process.stderr.write(`${text}\n`);
  return code;
}
