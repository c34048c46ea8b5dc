import type { Logger } from 'pino';

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** What fails and works by turns does not work yet. */
const QUIET_MS = 10_000;

/** What may fail again and again, every second: the log hears of it at once, then after pauses that double, and when it works again. */
export class Trouble {
  private readonly services: { log: Logger; clock: () => number };
  private readonly words: { fails: string; works: string };
  private times = 0;
  private since = 0;
  private latest = 0;
  private saysAgain = 0;
  private pause = 0;

  constructor(services: { log: Logger; clock: () => number }, words: { fails: string; works: string }) {
    this.services = services;
    this.words = words;
  }

  /** What comes of the work; something else when it fails. */
  watch<T>(work: Promise<T>, otherwise: T): Promise<T> {
    return work.then(
      (done) => (this.worked(), done),
      (error: unknown) => (this.failed(error), otherwise),
    );
  }

  failed(error: unknown): void {
    const { log, clock } = this.services;
    this.latest = clock();
    if (this.times === 0) [this.since, this.saysAgain, this.pause] = [this.latest, this.latest, FIRST_PAUSE_MS];
    this.times += 1;
    if (this.latest < this.saysAgain) return;
    log.error({ err: error, ...(this.times > 1 && this.course()) }, this.words.fails);
    this.saysAgain = this.latest + this.pause;
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
  }

  worked(): void {
    const { log, clock } = this.services;
    if (this.times === 0 || clock() - this.latest < QUIET_MS) return;
    log.info(this.course(), this.words.works);
    this.times = 0;
  }

  private course() {
    return { times: this.times, since: new Date(this.since).toISOString() };
  }
}
