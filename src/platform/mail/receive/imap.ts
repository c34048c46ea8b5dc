import type { ImapFlow } from 'imapflow';
import { createContext, type Services } from '../../context.ts';
import { ANONYMOUS } from '../../viewer.ts';
import { addressOf } from '../bounce/report.ts';
import { splitMessage } from '../archive/headers.ts';
import { keepMail } from './keep.ts';

/** Servers without IDLE are asked this often. */
const LOOK_EVERY_MS = 60_000;
const RECONNECT_MS = { first: 2000, most: 300_000 };
const AT_ONCE = 50;

export interface Poller {
  close(): Promise<void>;
}

/** A mailbox elsewhere: where it is, what is read, and where read mail is moved. */
export function readMailboxUrl(text: string) {
  const url = new URL(text);
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    folder: decodeURIComponent(url.pathname.replace(/^\/+/, '')) || 'INBOX',
    done: url.searchParams.get('done') ?? 'Copse',
  };
}

/** Fetches mail from a mailbox as it arrives (RFC 2177), and moves it once it is kept. Connects again for ever. */
export function startPolling(services: Services): Poller {
  const where = readMailboxUrl(services.config.mailIn.imapUrl!);
  let stopped = false;
  let client: ImapFlow | null = null;
  let pause: number = RECONNECT_MS.first;
  let wait: { timer: NodeJS.Timeout; end: () => void } | null = null;

  const sleep = (milliseconds: number) =>
    new Promise<void>((end) => {
      wait = { end, timer: setTimeout(end, milliseconds) };
    });

  async function connected(): Promise<void> {
    const { folder, done, ...server } = where;
    const library = await import('imapflow');
    client = new library.ImapFlow({ ...server, logger: false });
    const gone = new Promise<void>((resolve) => client!.on('close', resolve));
    client.on('error', (error: Error) => services.log.debug({ err: error }, 'the mailbox went away'));
    await client.connect();
    pause = RECONNECT_MS.first;
    await client.mailboxCreate(done).catch(() => {});
    await client.mailboxOpen(folder);
    let news = true;
    client.on('exists', () => {
      news = true;
      wait?.end();
    });
    while (!stopped && client.usable) {
      if (news) {
        news = false;
        while ((await fetchSome(services, client, done)) === AT_ONCE);
      }
      await Promise.race([sleep(LOOK_EVERY_MS), gone]);
      clearTimeout(wait?.timer);
      news = true;
    }
  }

  const running = (async () => {
    while (!stopped) {
      await connected().catch((error: unknown) => services.log.warn({ err: error }, 'the mailbox cannot be read'));
      (client as ImapFlow | null)?.close();
      if (!stopped) await sleep(pause);
      pause = Math.min(pause * 2, RECONNECT_MS.most);
    }
  })();

  return {
    async close() {
      stopped = true;
      clearTimeout(wait?.timer);
      wait?.end();
      await client?.logout().catch(() => {});
      await running;
    },
  };
}

/** Keeps the oldest mails and moves them; answers how many there were. A mail that cannot be kept stays where it is. */
async function fetchSome(services: Services, client: ImapFlow, done: string): Promise<number> {
  const uids = ((await client.search({ all: true }, { uid: true })) || []).slice(0, AT_ONCE);
  for (const uid of uids) {
    const found = await client.fetchOne(String(uid), { size: true, source: { maxLength: services.config.mailIn.limit } }, { uid: true });
    if (!found || !found.source) continue;
    const recipients = recipientsOf(found.source, services.config.mailIn.domain!);
    if ((found.size ?? 0) > services.config.mailIn.limit) services.log.warn({ recipients, size: found.size }, 'a mail in the mailbox is too large');
    else await keepMail(createContext(services, ANONYMOUS), { raw: found.source, recipients, envelopeFrom: returnPath(found.source), via: 'imap' });
    await client.messageMove(String(uid), done, { uid: true });
  }
  return uids.length;
}

/** A mailbox keeps no envelope: the addresses of ours that its servers noted, or those that the mail names. */
export function recipientsOf(raw: Buffer, domain: string): string[] {
  const { headers } = splitMessage(raw);
  const ours = (names: string[]) => {
    const found = names.flatMap((name) => headers.all(name)).flatMap((value) => value.split(',')).map((part) => addressOf(part.trim()));
    return [...new Set(found.filter((address) => address?.endsWith(`@${domain}`)))] as string[];
  };
  const noted = ours(['x-original-to', 'envelope-to', 'x-envelope-to', 'x-rcpt-to', 'delivered-to']);
  const named = noted.length > 0 ? noted : ours(['to', 'cc']);
  return named.length > 0 ? named : [`unknown@${domain}`];
}

function returnPath(raw: Buffer): string {
  return addressOf(splitMessage(raw).headers.first('return-path')) ?? '';
}
