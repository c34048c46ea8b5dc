import { resolve } from 'node:dns/promises';
import type { Command } from 'commander';
import { createTransport } from 'nodemailer';
import type { Services } from '#platform/context.ts';
import { dkimOf } from '#platform/mail/dkim.ts';
import { examineMail, type Finding } from '#platform/mail/doctor/index.ts';
import { serverOf } from '#platform/mail/outbox/connection.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { readConfig } from '../../../config.ts';
import { closeServices, openServices } from '../../../services.ts';

const MARKS = { good: '✓', note: '·', bad: '✗' };

/** `copse doctor mail`: what keeps mail from arriving, and what to change. */
export function doctorCommands(program: Command): void {
  program
    .command('doctor')
    .description('find out what is wrong, and what to change')
    .command('mail')
    .description('check all that mail needs to arrive; ends with 1 when something must be changed')
    .option('--json', 'as JSON')
    .option('--to <address>', 'also send a mail to this address')
    .option('--wait <seconds>', 'how long a mail to ourselves may take to come back', '30')
    .action(async ({ json = false, to, wait }: { json?: boolean; to?: string; wait: string }) => {
      const services = await openServices(readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }));
      try {
        const findings = await examineMail(services, resolve as never, (Number(wait) || 30) * 1000);
        if (to) findings.push(await sendTest(services, to));
        process.stdout.write(json ? `${JSON.stringify(findings, null, 2)}\n` : inWords(findings));
        if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1;
      } finally {
        await closeServices(services);
      }
    });
}

export function inWords(findings: Finding[]): string {
  const lines = findings.map(({ check, state, said, todo }) => {
    const change = todo ? `\n${todo.replace(/^/gm, '               ')}` : '';
    return `  ${MARKS[state]} ${check.padEnd(10)} ${said}${change}`;
  });
  const wrong = findings.filter(({ state }) => state === 'bad').length;
  return `\n${lines.join('\n')}\n\n${wrong === 0 ? 'Mail is in order.' : `${wrong} to change.`}\n\n`;
}

async function sendTest(services: Services, to: string): Promise<Finding> {
  const { config } = services;
  if (config.smtpUrl === null) return { check: 'Test', state: 'bad', said: 'There is no server to send it to.' };
  const transport = createTransport({ ...serverOf(config.smtpUrl), dkim: await dkimOf(services) });
  try {
    const { response } = await transport.sendMail({ to, from: senderOf(config, 'Copse'), subject: 'Copse: a mail that arrives', text: 'This is the test mail that you asked for.\n', headers: { 'Auto-Submitted': 'auto-generated' } });
    return { check: 'Test', state: 'good', said: `The server took a mail to ${to}: ${response}` };
  } catch (error) {
    return { check: 'Test', state: 'bad', said: `The server did not take a mail to ${to}: ${(error as Error).message}` };
  } finally {
    transport.close();
  }
}
