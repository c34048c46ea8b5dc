import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { createContext, type Services } from '../../context.ts';
import { ANONYMOUS } from '../../viewer.ts';
import { Certificate } from './certificate.ts';
import { keepMail } from './keep.ts';
import { Rate } from './limits.ts';
import { countWaiting } from './queries.ts';

const CONNECTIONS = 60;
const CONNECTIONS_A_HOST = 10;
const COMMANDS_A_MINUTE = { mails: 120, unknown: 60 };
const RECIPIENTS = 50;
const SOCKET_TIMEOUT_MS = 60_000;
/** Mails on their way when the process is asked to stop. */
const CLOSE_TIMEOUT_MS = 5000;
/** More than this waiting to be read, or this many bytes on their way: others come later. */
const MOST_WAITING = 5000;
const MOST_BYTES = 128_000_000;
const LOOK_EVERY_MS = 2000;

export interface Receiver {
  port: number;
  /** Takes no new connections and waits for mails on their way. */
  close(): Promise<void>;
}

/** Whether mail from an envelope sender may come to an address. Must not tell secret addresses from missing ones. */
export type Knows = (address: string, envelopeFrom: string) => Promise<boolean>;

/** Receives mail by SMTP (RFC 5321), or by LMTP (RFC 2033) from a mail server on the same network. */
export async function startReceiver(services: Services, knows: Knows): Promise<Receiver> {
  const { mailIn } = services.config;
  const certificate = mailIn.cert && mailIn.key ? new Certificate({ cert: mailIn.cert, key: mailIn.key }, services.clock()) : null;
  const options = optionsOf(services, new Reception(services, knows), certificate);
  const { onConnect } = options;
  const server: SMTPServer = new SMTPServer({
    ...options,
    onConnect(session, done) {
      certificate?.refresh(server, services);
      onConnect!.call(this, session, done);
    },
  });
  // A client that breaks off is its own affair.
  server.on('error', (error: NodeJS.ErrnoException) => services.log.debug({ err: error }, 'a mail connection broke'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(mailIn.port!, mailIn.host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function optionsOf({ config }: Services, reception: Reception, certificate: Certificate | null): SMTPServerOptions {
  const { domain, protocol, limit } = config.mailIn;
  return {
    name: domain!,
    banner: 'Copse',
    lmtp: protocol === 'lmtp',
    size: limit,
    authOptional: true,
    disabledCommands: certificate ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...certificate?.options,
    maxClients: CONNECTIONS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    closeTimeout: CLOSE_TIMEOUT_MS,
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, done) => done(reception.connect(session)),
    onClose: (session) => reception.leave(session),
    onMailFrom: (_address, session, done) => void reception.sender(session).then(done, () => done(TRY_LATER())),
    onRcptTo: ({ address }, session, done) => void reception.recipient(address, session).then(done, () => done(TRY_LATER())),
    onData: (stream, session, done) => void reception.data(stream, session).then((problem) => done(problem ?? null, 'Kept'), () => done(TRY_LATER())),
  };
}

const answer = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
const TRY_LATER = () => answer(451, '4.3.0 Not kept: please try again later');
type Problem = Error | null;

/** What is asked of one connection after another. */
class Reception {
  readonly #services: Services;
  readonly #knows: Knows;
  readonly #mails: Rate;
  readonly #unknown: Rate;
  readonly #open = new Map<string, number>();
  #bytes = 0;
  #waiting: { at: number; many: boolean } = { at: 0, many: false };

  constructor(services: Services, knows: Knows) {
    const { mailIn, rateLimit } = services.config;
    // Behind another mail server all mail comes from one host.
    const factor = mailIn.protocol === 'lmtp' ? 0 : rateLimit;
    this.#services = services;
    this.#knows = knows;
    this.#mails = new Rate(Math.ceil(COMMANDS_A_MINUTE.mails * factor));
    this.#unknown = new Rate(Math.ceil(COMMANDS_A_MINUTE.unknown * factor));
  }

  connect({ remoteAddress }: SMTPServerSession): Problem {
    const open = (this.#open.get(remoteAddress) ?? 0) + 1;
    const { mailIn, rateLimit } = this.#services.config;
    if (mailIn.protocol === 'smtp' && rateLimit > 0 && open > CONNECTIONS_A_HOST) return answer(421, '4.7.0 Too many connections from your host');
    this.#open.set(remoteAddress, open);
    return null;
  }

  leave({ remoteAddress }: SMTPServerSession): void {
    const open = (this.#open.get(remoteAddress) ?? 1) - 1;
    if (open > 0) this.#open.set(remoteAddress, open);
    else this.#open.delete(remoteAddress);
  }

  async sender({ remoteAddress }: SMTPServerSession): Promise<Problem> {
    if (!this.#mails.take(remoteAddress)) return answer(450, '4.7.1 Too many mails from your host: please try again later');
    return (await this.#crowded()) ? answer(451, '4.3.2 Much mail is waiting here: please try again later') : null;
  }

  async recipient(address: string, { remoteAddress, envelope }: SMTPServerSession): Promise<Problem> {
    if (envelope.rcptTo.length >= RECIPIENTS) return answer(452, '4.5.3 Too many recipients');
    if (await this.#knows(address, envelopeFrom(envelope))) return null;
    if (!this.#unknown.take(remoteAddress)) return answer(450, '4.7.1 Too many unknown addresses: please try again later');
    return answer(550, '5.1.1 No such address here');
  }

  async data(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Problem> {
    const raw = await this.#read(stream);
    const megabytes = this.#services.config.mailIn.limit / 1_000_000;
    if (raw === 'large') return answer(552, `5.3.4 Your mail is larger than the ${megabytes} MB that are taken here`);
    if (raw === null) return TRY_LATER();
    try {
      const { remoteAddress: remote, hostNameAppearsAs: helo, envelope } = session;
      const via = this.#services.config.mailIn.protocol;
      await keepMail(createContext(this.#services, ANONYMOUS), { raw, recipients: envelope.rcptTo.map(({ address }) => address), envelopeFrom: envelopeFrom(envelope), remote, helo: helo || null, via });
      return null;
    } catch (error) {
      this.#services.log.error({ err: error }, 'a mail could not be kept');
      return TRY_LATER();
    } finally {
      this.#bytes -= raw.length;
    }
  }

  /** The message; what is too much is read to its end, for the answer comes only then, and thrown away. */
  async #read(stream: SMTPServerDataStream): Promise<Buffer | 'large' | null> {
    let chunks: Buffer[] | null = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (!chunks) continue;
      chunks.push(chunk);
      size += chunk.length;
      this.#bytes += chunk.length;
      if (!stream.sizeExceeded && this.#bytes <= MOST_BYTES) continue;
      this.#bytes -= size;
      chunks = null;
    }
    if (stream.sizeExceeded) {
      if (chunks) this.#bytes -= size;
      return 'large';
    }
    return chunks && Buffer.concat(chunks);
  }

  async #crowded(): Promise<boolean> {
    const now = Date.now();
    if (now - this.#waiting.at > LOOK_EVERY_MS) this.#waiting = { at: now, many: (await countWaiting(this.#services.database.db, MOST_WAITING)) >= MOST_WAITING };
    return this.#waiting.many;
  }
}

function envelopeFrom({ mailFrom }: SMTPServerSession['envelope']): string {
  return mailFrom ? mailFrom.address.toLowerCase() : '';
}
