import type { Logger } from 'pino';
import type { Database, Db } from '../db/index.ts';
import { listenToPostgres } from './postgres.ts';
import { notify } from './queries.ts';

/** A small message to every node: a channel name and data that fits in a notification (under 7 kB). */
export interface LiveMessage {
  channel: string;
  data: Record<string, unknown>;
}

export type LiveHandler = (message: LiveMessage) => void;

/**
 * Live messages between the parts and nodes of an installation. They are hints: losing one costs
 * freshness and never data. In one process a function call; between nodes LISTEN/NOTIFY.
 */
export interface Live {
  /** Hears every message of a channel, or of all channels with '*'. Returns how to stop. */
  subscribe(channel: string, handler: LiveHandler): () => void;
  /** Hands messages to the database inside the transaction, so that other nodes hear them at its commit. */
  carry(db: Db, messages: LiveMessage[]): Promise<void>;
  /** Hands messages to this process, after the commit. */
  deliver(messages: LiveMessage[]): void;
  /** Runs when messages may have been missed and everything remembered is suspect. */
  onGap(handler: () => void): void;
  close(): Promise<void>;
}

const NOTIFY_CHANNEL = 'copse_live';

export async function startLive(database: Database, log: Logger): Promise<Live> {
  const handlers = new Map<string, Set<LiveHandler>>();
  const gapHandlers: (() => void)[] = [];
  const node = crypto.randomUUID();
  const deliver = (messages: LiveMessage[]) => {
    for (const message of messages)
      for (const key of [message.channel, '*']) for (const handler of handlers.get(key) ?? []) handler(message);
  };
  const listener = database.pool
    ? await listenToPostgres(database.pool, NOTIFY_CHANNEL, log, {
        message(text) {
          const { from, messages } = JSON.parse(text) as { from: string; messages: LiveMessage[] };
          if (from !== node) deliver(messages);
        },
        gap: () => gapHandlers.forEach((handler) => handler()),
      })
    : null;
  return {
    subscribe(channel, handler) {
      const set = handlers.get(channel) ?? new Set();
      handlers.set(channel, set.add(handler));
      return () => void set.delete(handler);
    },
    async carry(db, messages) {
      if (!listener || messages.length === 0) return;
      await notify(db, NOTIFY_CHANNEL, JSON.stringify({ from: node, messages }));
    },
    deliver,
    onGap: (handler) => void gapHandlers.push(handler),
    close: async () => listener?.close(),
  };
}
