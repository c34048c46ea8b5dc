import type { Command } from 'commander';
import { start } from '../main.ts';
import { baseUrl, readConfig } from '../config.ts';
import { closeServices, openServices } from '../services.ts';
import { setUpFeatures } from '../setup.ts';
import { DEMO_PASSWORD, loadDemo } from './load.ts';
import { community, people } from './content.ts';

/** `copse demo`: an installation with a lively sample community, beside one's own data. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('start with a sample community, in a data folder of its own')
    .option('--no-serve', 'only make it')
    .action(async ({ serve }: { serve: boolean }) => {
      const environment = { ...process.env, DATA_DIR: process.env.DATA_DIR ?? './data/demo' };
      setUpFeatures();
      const config = readConfig({ ...environment, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' });
      const services = await openServices(config);
      await loadDemo(services);
      await closeServices(services);
      if (serve) await start(environment);
      const facilitator = people.find((person) => person.key === community.steward)!;
      process.stdout.write(
        `  The sample community is at ${baseUrl(config)}/c/${community.slug}\n` +
          `  Sign in as ${facilitator.handle}@demo.example (facilitator) or any member, password: ${DEMO_PASSWORD}\n\n`,
      );
    });
}
