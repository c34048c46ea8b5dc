import { Fifo } from 'toad-cache';

const MINUTE = 60_000;
const MOST_HOSTS = 10_000;

/** Counts what a host does within a minute, and refuses what is too much. */
export class Rate {
  readonly #counts = new Fifo<{ count: number }>(MOST_HOSTS, MINUTE);
  readonly #most: number;

  /** 0 means no limit. */
  constructor(most: number) {
    this.#most = most;
  }

  take(host: string): boolean {
    if (this.#most === 0) return true;
    const seen = this.#counts.get(host);
    if (seen) return (seen.count += 1) <= this.#most;
    this.#counts.set(host, { count: 1 });
    return true;
  }
}
