import { buildApp } from './app.ts';
import { baseUrl, readConfig } from './config.ts';
import { startMailIn } from './features/mail-in/index.ts';
import { setUpLink } from './features/people/index.ts';
import { startRunner } from '#platform/jobs/index.ts';
import { startOutbox } from '#platform/mail/outbox/index.ts';
import { restWhenQuiet } from '#platform/rest.ts';
import { closeServices, openServices } from './services.ts';

/** How long open requests may take once the process is asked to stop. */
const GRACE_MS = 10_000;

/** Serves this installation until it is told to stop. */
export async function start(environment: Record<string, string | undefined> = process.env): Promise<void> {
  const config = readConfig(environment);
  const services = await openServices(config);
  const app = await buildApp(services);
  const runner = startRunner(services);
  const outbox = startOutbox(services);
  const mailIn = await startMailIn(services);
  await app.listen({ port: config.port, host: config.host });
  restWhenQuiet();
  await greet();

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    services.log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    await mailIn.close();
    await app.close();
    await runner.stop();
    await outbox.stop();
    await closeServices(services);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));

  async function greet(): Promise<void> {
    const link = await setUpLink(services);
    const lines = [``, `  Copse is running at ${baseUrl(config)}`];
    if (link) lines.push(``, `  Set it up (this link works once): ${link}`);
    if (mailIn.port !== null) lines.push(``, `  Mail to addresses at ${config.mailIn.domain} is received on port ${mailIn.port}`);
    if (!services.mailer.sends) lines.push(``, `  No mail server is set, so mail is kept at ${baseUrl(config)}/admin/mailbox`);
    process.stdout.write(`${lines.join('\n')}\n\n`);
  }
}
