import type { Services } from '#platform/context.ts';
import { startPolling } from '#platform/mail/receive/imap.ts';
import { startReceiver } from '#platform/mail/receive/smtp.ts';
import { knows } from './reading/places.ts';

export interface MailIn {
  /** The port that mail is received on; null when none is. */
  port: number | null;
  close(): Promise<void>;
}

/** Begins to receive mail, in the ways that are set up. */
export async function startMailIn(services: Services): Promise<MailIn> {
  const { port, imapUrl } = services.config.mailIn;
  const receiver = port === null ? null : await startReceiver(services, (address, from) => knows(services, address, from));
  const poller = imapUrl === null ? null : startPolling(services);
  return {
    port: receiver?.port ?? null,
    async close() {
      await Promise.all([receiver?.close(), poller?.close()]);
    },
  };
}
