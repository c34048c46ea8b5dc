import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Services } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import type { Live, LiveMessage } from '#platform/live/index.ts';
import { unreadCount } from '../../notifications/index.ts';

const HEARTBEAT_MS = 25_000;
const MOST_STREAMS = 2000;
/** Open pages of one person; a visitor's address may be a whole office. */
const MOST_OF_ONE = 12;
const MOST_OF_ADDRESS = 60;
/** A session may have ended meanwhile: even a quiet line is checked anew now and then. */
const LONGEST_MS = 15 * 60_000;
/** How soon a browser comes back by itself. */
const RETRY_MS = 5000;

/** An open page that is told what happens: Server-Sent Events (WHATWG HTML §9.2). */
export interface Stream {
  send(event: string, data: Record<string, unknown>): void;
  /** Ends it; the page comes back by itself and is then checked anew. */
  end(): void;
}

interface Open {
  stream: Stream;
  owner: string;
  personId: number | null;
  services: Services;
  since: number;
  hear: (message: LiveMessage) => void;
}

/** The open pages of this process. One ear to the live messages serves all of them. */
export class Streams {
  private readonly open = new Set<Open>();
  private stop: (() => void) | null = null;

  constructor(app: FastifyInstance) {
    app.addHook('preClose', async () => {
      this.stop?.();
      for (const { stream } of this.open) stream.end();
    });
  }

  /** Keeps a request open. `hear` gets every live message of discussions; it decides what the page is told. */
  start(request: FastifyRequest, reply: FastifyReply, hear: (stream: Stream, message: LiveMessage) => void): Stream {
    const { personId } = request.ctx.viewer;
    const owner = personId === null ? `@${request.ip}` : String(personId);
    const most = personId === null ? MOST_OF_ADDRESS : MOST_OF_ONE;
    const own = [...this.open].filter((other) => other.owner === owner).length;
    if (own >= most) throw new Refusal('too_many', 'errors.too_many');
    if (this.open.size >= MOST_STREAMS) throw new Refusal('unavailable', 'errors.overloaded');
    this.stop ??= this.listen(request.ctx.services.live);
    reply.hijack();
    const stream = openStream(reply.raw);
    const entry: Open = { stream, owner, personId, services: request.ctx.services, since: Date.now(), hear: (message) => hear(stream, message) };
    this.open.add(entry);
    reply.raw.on('close', () => this.open.delete(entry));
    return stream;
  }

  private listen(live: Live): () => void {
    const beat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
    const deaf = live.subscribe('*', (message) => this.hear(message));
    return () => {
      clearInterval(beat);
      deaf();
    };
  }

  // Whoever's rights change is sent away, and let in again only as far as they may.
  private hear(message: LiveMessage): void {
    const { channel, data } = message;
    if (channel === 'notifications') return this.tellUnread(data.personIds as number[]);
    const rights = channel === 'viewer';
    if (!rights && !channel.startsWith('discussions.') && !channel.startsWith('communities.')) return;
    for (const entry of this.open) {
      if (!rights) entry.hear(message);
      else if (entry.personId !== null && entry.personId === data.personId) entry.stream.end();
    }
  }

  private tellUnread(personIds: number[]): void {
    for (const { personId, services, stream } of this.open)
      if (personId !== null && personIds.includes(personId))
        // A count that cannot be had now is had with the next page.
        unreadCount(services, personId).then((n) => stream.send('unread', { n }), (error: unknown) => services.log.warn({ err: error }, 'an unread count could not be told'));
  }

  private beat(): void {
    const oldest = Date.now() - LONGEST_MS;
    for (const { stream, since } of this.open) {
      if (since < oldest) stream.end();
      else stream.send('', {});
    }
  }
}

// Proxies must neither collect nor compress what is sent drop by drop.
function openStream(raw: ServerResponse): Stream {
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    connection: 'keep-alive',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);
  return {
    send(event, data) {
      if (raw.writableEnded) return;
      raw.write(event ? `event: ${event}\ndata: ${JSON.stringify(data)}\n\n` : ':\n\n');
    },
    end: () => void raw.end(),
  };
}
