import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Taken {
  from: string;
  to: string;
  raw: string;
}

/** A mail server that keeps what it takes. */
export interface Sink {
  url: string;
  taken: Taken[];
  /** How it answers a recipient from now on; null takes them. */
  answer(to: (address: string) => { code: number; text: string } | null): void;
  close(): Promise<void>;
}

/** `pause`: how long it thinks over each mail, in milliseconds, after it has kept it. */
export async function startSink(port = 0, { pause = 0 } = {}): Promise<Sink> {
  const taken: Taken[] = [];
  let answer: (address: string) => { code: number; text: string } | null = () => null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const refusal = answer(address);
      callback(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData(stream, { envelope }, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        taken.push({ from, to: envelope.rcptTo[0]!.address, raw: Buffer.concat(parts).toString() });
        if (pause > 0) setTimeout(callback, pause);
        else callback();
      });
    },
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?ignoreTLS=true`,
    taken,
    answer: (how) => void (answer = how),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
