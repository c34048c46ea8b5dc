import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { baseUrl, type Config } from './config.ts';
import { Beats } from '#platform/beats.ts';
import { openBlobs } from '#platform/blobs/index.ts';
import type { Services } from '#platform/context.ts';
import { migrate, openDatabase, type DatabaseAddress } from '#platform/db/index.ts';
import { createJobs } from '#platform/jobs/index.ts';
import { startLive } from '#platform/live/index.ts';
import { createLog } from '#platform/log.ts';
import { createMailer } from '#platform/mail/mailer.ts';
import { createResolver } from '#platform/mail/receive/resolver.ts';
import { startWorkers } from '#platform/workers/index.ts';

export function databaseAddress(config: Config): DatabaseAddress {
  return config.databaseUrl ? { url: config.databaseUrl } : { file: join(config.dataDir, 'copse.sqlite') };
}

/** Opens everything an installation consists of, with the newest schema. */
export async function openServices(config: Config, { clock = Date.now, log = createLog(config.logLevel) }: Partial<Pick<Services, 'clock' | 'log'>> = {}): Promise<Services> {
  mkdirSync(config.dataDir, { recursive: true });
  const address = databaseAddress(config);
  const database = openDatabase(address);
  await migrate(database);
  const live = await startLive(database, log);
  const from = config.mailFrom ?? `Copse <noreply@${new URL(baseUrl(config)).hostname}>`;
  return {
    config,
    log,
    database,
    live,
    beats: new Beats(live, database),
    jobs: createJobs(),
    blobs: await openBlobs(config),
    workers: startWorkers({ address }),
    mailer: createMailer({ sends: config.smtpUrl !== null, from }),
    resolver: createResolver(config.mailIn.dns),
    clock,
  };
}

export async function closeServices(services: Services): Promise<void> {
  await services.workers.close();
  await services.live.close();
  await services.database.close();
}
