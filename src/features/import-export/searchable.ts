import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '#platform/context.ts';
import { startRunner } from '#platform/jobs/index.ts';
import { pendingDocuments } from '#platform/search/index.ts';

const LOOK_EVERY_MS = 500;
/** Longer than a process that was killed holds on to what it had begun. */
const PATIENCE_MS = 150_000;

/** Does what waits to be done, until all that came into a community can be found. */
export async function prepareSearch(services: Services, communityId: number): Promise<void> {
  const runner = startRunner(services, { watch: false });
  try {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(LOOK_EVERY_MS)) {
      await runner.drain();
      if (Date.now() > end || (await pendingDocuments(services.database.db, communityId, 1)).length === 0) return;
    }
  } finally {
    await runner.stop();
  }
}
