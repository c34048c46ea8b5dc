import type { Logger } from 'pino';
import type { Database, Db } from '../db/index.ts';
import { listenToPostgres } from './postgres.ts';
import { notify } from './queries.ts';

/** A small message to every node: a channel name and data. */
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
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const LARGEST = 7800;

export async function startLive(database: Database, log: Logger): Promise<Live> {
  const handlers = new Map<string, Set<LiveHandler>>();
  const gapHandlers: (() => void)[] = [];
  const node = crypto.randomUUID();
  const deliver = (messages: LiveMessage[]) => {
    for (const message of messages)
      for (const key of [message.channel, '*']) for (const handler of handlers.get(key) ?? []) handler(message);
  };
  const gap = () => gapHandlers.forEach((handler) => handler());
  const listener = database.pool
    ? await listenToPostgres(database.pool, NOTIFY_CHANNEL, log, {
        message(text) {
          const { from, messages } = JSON.parse(text) as { from: string; messages: LiveMessage[] | null };
          if (from === node) return;
          if (messages) deliver(messages);
          else gap();
        },
        gap,
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
      for (const payload of payloads(node, messages)) await notify(db, NOTIFY_CHANNEL, payload);
    },
    deliver,
    onGap: (handler) => void gapHandlers.push(handler),
    close: async () => listener?.close(),
  };
}

/** Messages in parts that notifications hold. One that is too long by itself is a gap: whoever remembers anything forgets it. */
function payloads(from: string, messages: LiveMessage[]): string[] {
  const parts: LiveMessage[][] = [];
  let tooLong = false;
  for (const message of messages) {
    const last = parts.at(-1);
    if (size(from, [message]) > LARGEST) tooLong = true;
    else if (last && size(from, [...last, message]) <= LARGEST) last.push(message);
    else parts.push([message]);
  }
  return [...parts, ...(tooLong ? [null] : [])].map((part) => JSON.stringify({ from, messages: part }));
}

function size(from: string, messages: LiveMessage[]): number {
  return Buffer.byteLength(JSON.stringify({ from, messages }));
}
