import type { Pool, PoolClient } from 'pg';
import type { Logger } from 'pino';

const RECONNECT_MS = 1000;

/** Holds one connection that listens, and comes back when it is lost. */
export async function listenToPostgres(
  pool: Pool,
  channel: string,
  log: Logger,
  on: { message(text: string): void; gap(): void },
): Promise<{ close(): Promise<void> }> {
  let client: PoolClient | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const next = await pool.connect();
    next.on('notification', ({ payload }) => payload && on.message(payload));
    next.once('error', (error) => lost(next, error));
    await next.query(`listen ${channel}`);
    client = next;
  }

  function lost(broken: PoolClient, error: Error): void {
    if (closed) return;
    client = null;
    broken.release(error);
    log.warn({ err: error }, 'live messages: connection lost, coming back');
    on.gap();
    void retry();
  }

  async function retry(): Promise<void> {
    while (!closed && !client) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
      await connect().then(on.gap, (error: unknown) => log.warn({ err: error }, 'live messages: still no connection'));
    }
  }

  await connect();
  return {
    async close() {
      closed = true;
      const last = client;
      client = null;
      last?.release(true);
    },
  };
}
