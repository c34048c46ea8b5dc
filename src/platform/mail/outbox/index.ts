import { randomUUID } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Services } from '../../context.ts';
import { Trouble } from '../../trouble.ts';
import { dkimOf } from '../dkim.ts';
import { inbound } from '../inbound.ts';
import type { OutgoingMail } from '../mailer.ts';
import { verdictOf } from './answer.ts';
import { openTransport } from './connection.ts';
import { claimOutgoing, deleteOutgoing, forgetFailed, giveUpOutgoing, postponeOutgoing, releaseOutgoing, renewOutgoing, type Outgoing } from './queries.ts';
import './tables.ts';

const LOOK_EVERY_MS = 1000;
/**
 * A mail that is taken is its process's for two minutes, and for two more each time the process says that it
 * is still at it. When a process dies its mails wait no longer; and what a clock may be wrong by, or a process
 * stand still for, before another sends a mail a second time, is a minute and a half.
 */
const LOCK_MS = 2 * 60_000;
const RENEW_EVERY_MS = 20_000;
const SIDE_BY_SIDE = 100;
/** Mails that were taken are crossed out together, at most so long after: each time waits for the disk, and pages with it. */
const SETTLE_MS = 20;
const MINUTE = 60_000;
const DAY = 86_400_000;
const TRIED_MS = 5 * DAY;
const KEPT_FAILED_MS = 30 * DAY;
const LONGEST_PAUSE_MS = 5 * MINUTE;
const LONGEST_WAIT_MS = 4 * 60 * MINUTE;

export interface Outbox {
  /** Sends all that is due now; for tests and the command line. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

/** Hands mails to the mail server over a few open connections, signed. Any number of nodes may do so on one database. */
export function startOutbox(services: Services, { watch = true } = {}): Outbox {
  if (!services.mailer.sends) return { drain: async () => {}, stop: async () => {} };
  const sender = new Sender(services);
  const trouble = new Trouble(services, { fails: 'mail could not be sent', works: 'mail can be sent again' });
  const look = () => void trouble.watch(sender.look(), undefined);
  const timer = watch ? setInterval(look, LOOK_EVERY_MS) : null;
  if (watch) {
    services.jobs.onWake(look);
    services.mailer.onQueued(look);
  }
  return {
    drain: () => sender.look(),
    async stop() {
      if (timer) clearInterval(timer);
      await sender.stop();
    },
  };
}

/** Who hears of what comes back. */
type Known = { [K in 'personId' | 'bounce']?: OutgoingMail[K] | null };

class Sender {
  private readonly transport: Promise<ReturnType<typeof openTransport>>;
  private readonly running = new Map<number, Promise<void>>();
  private readonly by = randomUUID();
  private readonly renewing = setInterval(() => void this.renew(), RENEW_EVERY_MS);
  private readonly taken: number[] = [];
  private settling: Promise<void> | null = null;
  private looking: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  /** The mail server could not be reached: until when nothing is tried, and how often that was. */
  private pause = { until: 0, times: 0 };
  private released: Promise<void> | null = null;
  private window = { since: 0, sent: 0 };

  private readonly services: Services;

  constructor(services: Services) {
    this.services = services;
    this.transport = dkimOf(services).then((dkim) => openTransport(services.config.smtpUrl!, dkim));
    this.transport.catch((error: unknown) => services.log.error({ err: error }, 'mail cannot be signed'));
  }

  /** Sends until nothing is due; one look at a time. */
  look(): Promise<void> {
    this.again = true;
    this.looking ??= this.sendDue().finally(() => (this.looking = null));
    return this.looking;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
    clearInterval(this.renewing);
    (await this.transport).close();
  }

  private async sendDue(): Promise<void> {
    await (this.released ??= this.release());
    while (this.again && !this.stopped) {
      this.again = false;
      for (let mails = await this.claim(); mails.length > 0 && !this.stopped; mails = await this.claim()) {
        for (const mail of mails) this.start(mail);
        if (this.running.size > SIDE_BY_SIDE / 2) await Promise.race(this.running.values());
      }
      // What is on its way may free the next of its sequence.
      if (this.running.size > 0) {
        await Promise.race(this.running.values());
        this.again = true;
      }
    }
    await Promise.all(this.running.values());
    await this.settle();
  }

  /** An embedded database has one process: what was taken before it began is on its way no more. */
  private async release(): Promise<void> {
    const { db, engine } = this.services.database;
    if (engine === 'sqlite') await releaseOutgoing(db);
  }

  private async claim(): Promise<Outgoing[]> {
    const now = this.services.clock();
    const limit = Math.min(SIDE_BY_SIDE - this.running.size, this.allowed(now));
    if (now < this.pause.until || limit <= 0) return [];
    const { db, engine } = this.services.database;
    const mails = await claimOutgoing(db, engine, { by: this.by, now, lockUntil: now + LOCK_MS, limit });
    this.window.sent += mails.length;
    return mails;
  }

  /** How many more the provider takes in this minute. */
  private allowed(now: number): number {
    const rate = this.services.config.mailRate;
    if (now - this.window.since >= MINUTE) this.window = { since: now, sent: 0 };
    return rate === 0 ? SIDE_BY_SIDE : rate - this.window.sent;
  }

  private start(mail: Outgoing): void {
    const running: Promise<void> = this.send(mail)
      .catch((error: unknown) => this.services.log.error({ err: error, recipient: mail.recipient }, 'a mail could not be settled'))
      .finally(() => this.running.delete(mail.id));
    this.running.set(mail.id, running);
  }

  private async send(mail: Outgoing): Promise<void> {
    const { personId, bounce, ...message } = JSON.parse(mail.message) as SendMailOptions & Known;
    const about = bounce ?? personId ?? null;
    const from = about === null ? null : await inbound.bounceAddress({ services: this.services }, about);
    const envelope = from ? { envelope: { from, to: mail.recipient } } : {};
    try {
      await (await this.transport).sendMail({ ...message, ...envelope });
    } catch (error) {
      return this.failed(mail, { personId, bounce }, error as Error);
    }
    this.pause.times = 0;
    this.taken.push(mail.id);
    await (this.settling ??= new Promise<void>((resolve) => setTimeout(resolve, SETTLE_MS)).then(() => this.settle()));
  }

  private async renew(): Promise<void> {
    if (this.running.size === 0) return;
    const { database, clock, log } = this.services;
    await renewOutgoing(database.db, this.by, [...this.running.keys()], clock() + LOCK_MS).catch((error: unknown) => log.warn({ err: error }, 'locks of mails could not be renewed'));
  }

  private async settle(): Promise<void> {
    this.settling = null;
    const ids = this.taken.splice(0);
    if (ids.length > 0) await deleteOutgoing(this.services.database.db, ids);
  }

  private async failed(mail: Outgoing, { personId = null, bounce = null }: Known, error: Error): Promise<void> {
    const { services } = this;
    const { db } = services.database;
    const now = services.clock();
    const verdict = verdictOf(error as { responseCode?: number });
    const said = error.message.slice(0, 500);
    const taken = { by: this.by, id: mail.id };
    services.log.warn({ verdict, said, attempt: mail.attempts + 1 }, 'a mail was not taken');
    if (verdict === 'server') {
      this.wait(now);
      return postponeOutgoing(db, taken, now, said, false);
    }
    const over = verdict === 'later' && now - mail.created_at > TRIED_MS;
    if (verdict === 'later' && !over) return postponeOutgoing(db, taken, now + Math.min(MINUTE * 2 ** mail.attempts, LONGEST_WAIT_MS), said, true);
    await giveUpOutgoing(db, taken, said, now);
    await forgetFailed(db, now - KEPT_FAILED_MS);
    if (verdict !== 'unwanted') await inbound.undelivered({ services }, { recipient: mail.recipient, personId, bounce, hard: verdict === 'refused', said });
  }

  private wait(now: number): void {
    if (now < this.pause.until) return;
    this.pause = { until: now + Math.min(1000 * 2 ** this.pause.times, LONGEST_PAUSE_MS), times: this.pause.times + 1 };
  }
}
