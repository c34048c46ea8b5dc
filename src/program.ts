import { Command } from 'commander';
import { features } from './features.ts';
import { explain } from './explain.ts';
import { start } from './main.ts';
import { describeSettings } from './config.ts';
import { addDemoCommand } from './demo/command.ts';
import { setUpFeatures } from './setup.ts';

setUpFeatures();
// Whoever reads only the first lines, as `head` does, has seen enough.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

const program = new Command('copse').description('Software for communities of practice.').showHelpAfterError();

program
  .command('start', { isDefault: true })
  .description('serve this installation')
  .allowExcessArguments()
  .action((_options: object, { args: [unknown] }: Command) => (unknown === undefined ? start() : program.error(`error: there is no command ${unknown}`)));

program
  .command('settings')
  .description('list every setting, an environment variable each, with its default')
  .option('--json', 'as JSON')
  .action(({ json }: { json?: boolean }) => {
    const list = describeSettings();
    if (json) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    else for (const { name, about, default: usual } of list) process.stdout.write(`${name.padEnd(14)} ${about}${usual === null ? '' : ` (${usual})`}\n`);
  });

addDemoCommand(program);
for (const feature of features) feature.commands?.(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`\n${explain(error)}\n\n`);
  process.exit(1);
});
