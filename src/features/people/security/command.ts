import type { Command } from 'commander';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { readConfig } from '../../../config.ts';
import { closeServices, openServices } from '../../../services.ts';
import { personByAddress, personByHandle } from '../queries.ts';
import { deleteSecondFactor } from './queries.ts';
import { tell } from './tell.ts';

/** `copse user …`: what the host does for one person. */
export function userCommands(program: Command): void {
  program
    .command('user')
    .description('look after one person’s account')
    .command('reset-second-factor <who>')
    .description('take off the second step of signing in of somebody who has lost everything; by e-mail address or handle')
    .action(run);
}

async function run(who: string): Promise<void> {
  const services = await openServices(readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }));
  try {
    const outcome = await resetSecondFactor(createContext(services, ANONYMOUS), who);
    process.stdout.write(`${OUTCOMES[outcome]}\n`);
    if (outcome !== 'done') process.exitCode = 2;
  } finally {
    await closeServices(services);
  }
}

const OUTCOMES = {
  done: 'Done. They sign in by password or mailed link again, and are told by mail.',
  nobody: 'Nobody here has that address or handle.',
  none: 'There is no second step on that account.',
} as const;

/** Takes the second factor off, and tells its owner by mail. Be sure before that it is they who ask. */
export async function resetSecondFactor(ctx: Ctx, who: string): Promise<keyof typeof OUTCOMES> {
  const person = (await personByAddress(ctx.db, who)) ?? (await personByHandle(ctx.db, who.replace(/^@/, '')));
  if (!person?.account_id) return 'nobody';
  return transaction(ctx, async (ctx) => {
    if (!(await deleteSecondFactor(ctx.db, person.id))) return 'none';
    await tell(ctx, person.id, 'authenticator_reset');
    return 'done';
  });
}
