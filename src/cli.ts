import { Command } from 'commander';
import { features } from './features.ts';
import { explainFailure, start } from './main.ts';
import { describeSettings } from './config.ts';
import { addDemoCommand } from './demo/command.ts';
import { setUpFeatures } from './setup.ts';

setUpFeatures();

const program = new Command('copse').description('Software for communities of practice.').showHelpAfterError();

program
  .command('start', { isDefault: true })
  .description('serve this installation')
  .action(() => start());

program
  .command('settings')
  .description('list every setting')
  .option('--json', 'as JSON')
  .action(({ json }: { json?: boolean }) => {
    const list = describeSettings();
    if (json) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    else for (const { name, about } of list) process.stdout.write(`${name.padEnd(14)} ${about}\n`);
  });

addDemoCommand(program);
for (const feature of features) feature.commands?.(program);

program.parseAsync().catch(explainFailure);
