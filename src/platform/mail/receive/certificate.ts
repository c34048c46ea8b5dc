import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SMTPServer } from 'smtp-server';
import type { Services } from '../../context.ts';

const LOOK_EVERY_MS = 60_000;

interface Files {
  cert: string;
  key: string;
}

const read = ({ cert, key }: Files) => ({ cert: readFileSync(cert), key: readFileSync(key) });
const changedAt = ({ cert, key }: Files) => Math.max(statSync(cert).mtimeMs, statSync(key).mtimeMs);

/** The certificate that STARTTLS shows. One that was renewed is taken up without a restart. */
export class Certificate {
  readonly #files: Files;
  #since: number;
  #looked: number;

  constructor(files: Files, now: number) {
    this.#files = files;
    this.#since = changedAt(files);
    this.#looked = now;
  }

  get options() {
    return read(this.#files);
  }

  /** Looks, at most once a minute, whether the files changed. Half-written ones are passed over until they fit. */
  refresh(server: SMTPServer, { clock, log }: Pick<Services, 'clock' | 'log'>): void {
    const now = clock();
    if (now - this.#looked < LOOK_EVERY_MS) return;
    this.#looked = now;
    try {
      const changed = changedAt(this.#files);
      if (changed === this.#since) return;
      const { options } = this;
      // Throws for what does not fit together, before the server lets go of what it has.
      createSecureContext(options);
      server.updateSecureContext(options);
      this.#since = changed;
    } catch (error) {
      log.warn({ err: error }, 'the new certificate for mail cannot be used');
    }
  }
}
