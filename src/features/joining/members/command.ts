import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createContext } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { startRunner } from '#platform/jobs/index.ts';
import { readConfig } from '../../../config.ts';
import { closeServices, openServices } from '../../../services.ts';
import { communityBySlug, peopleWithRole } from '../../communities/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { beginList, planList, type ListSpace } from './actions.ts';
import { readList } from './read.ts';

interface Options {
  community: string;
  dryRun?: boolean;
  add?: boolean;
  json?: boolean;
}

/** `copse community import-members`: brings in the people of a CSV file; `--dry-run` says what would happen. */
export function memberListCommands(program: Command): void {
  const group = program.commands.find((command) => command.name() === 'community') ?? program.command('community').description('look after a community');
  group
    .command('import-members <file>')
    .description('bring in the people of a CSV file: each is invited by mail')
    .requiredOption('--community <slug>', 'the community')
    .option('--dry-run', 'say what would happen, and do nothing')
    .option('--add', 'make them members at once; they must have agreed')
    .option('--json', 'print the result as JSON')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const services = await openServices(readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }));
  const t = translator('en');
  try {
    const community = await communityBySlug(services.database.db, options.community);
    if (!community) return fail(`There is no community ${options.community}.`);
    const bytes = readFileSync(file);
    const { members } = readList(bytes);
    const problems = members.filter(({ problem }) => problem !== null).map(({ line, address, problem }) => ({ line, address, problem: t(problem!) }));
    if (!options.dryRun) {
      const [steward] = await peopleWithRole(services.database.db, community, ['steward']);
      const viewer = steward === undefined ? null : await viewerOfId(services, steward);
      if (!viewer) return fail(`${options.community} has no steward in whose name people could be invited.`);
      const ctx = createContext(services, viewer);
      // A host's command line may do what a steward may.
      const space = community as ListSpace;
      await beginList(ctx, space, await planList(ctx, space, bytes), options.add ? 'add' : 'invite', options.add === true);
      const runner = startRunner(services, { watch: false });
      await runner.drain();
      await runner.stop();
    }
    report({ lines: members.length, usable: members.length - problems.length, problems, done: !options.dryRun }, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    fail(Object.values(error.fields).map((key) => t(key, error.values)).join(' ') || t(error.message, error.values));
  } finally {
    await closeServices(services);
  }
}

function report(result: { lines: number; usable: number; problems: { line: number; address: string; problem: string }[]; done: boolean }, { json }: Options): void {
  if (json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  for (const { line, address, problem } of result.problems) process.stdout.write(`line ${line}: ${address}: ${problem}\n`);
  process.stdout.write(`${result.usable} of ${result.lines} people ${result.done ? 'were brought in' : 'would be brought in'}.\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
