import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A mailbox that speaks as much IMAP (RFC 3501, 2177, 6851) as it takes to fetch mail and move it. */
export interface Mailbox {
  url: string;
  inbox: Map<number, string>;
  moved: string[];
  /** A new mail comes, and whoever idles is told. */
  arrive(raw: string): void;
  close(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const inbox = new Map<number, string>();
  const moved: string[] = [];
  const open = new Set<Socket>();
  let next = 1;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => {});
    socket.write('* OK ready\r\n');
    let idling: string | null = null;
    let pending = '';
    socket.on('data', (data) => {
      pending += data.toString();
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (line === 'DONE') {
          socket.write(`${idling} OK done\r\n`);
          idling = null;
          continue;
        }
        const [, tag, command, rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
        if (command === 'IDLE') {
          idling = tag!;
          socket.write('+ idling\r\n');
        } else socket.write(`${reply(command!, rest)}${tag} OK done\r\n`);
        if (command === 'LOGOUT') socket.end();
      }
    });
  });
  const sequence = (uid: number) => [...inbox.keys()].indexOf(uid) + 1;

  function reply(command: string, rest: string): string {
    const uid = Number(rest.split(' ')[0]);
    switch (command) {
      case 'CAPABILITY':
      case 'LOGIN':
        return '* CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS\r\n';
      case 'SELECT':
        return `* FLAGS (\\Seen)\r\n* ${inbox.size} EXISTS\r\n* OK [UIDVALIDITY 1] valid\r\n* OK [UIDNEXT ${next}] next\r\n`;
      case 'UID SEARCH':
        return `* SEARCH ${[...inbox.keys()].join(' ')}\r\n`;
      case 'UID FETCH': {
        const raw = inbox.get(uid)!;
        return `* ${sequence(uid)} FETCH (UID ${uid} RFC822.SIZE ${raw.length} BODY[]<0> {${raw.length}}\r\n${raw})\r\n`;
      }
      case 'UID MOVE': {
        const at = sequence(uid);
        moved.push(inbox.get(uid)!);
        inbox.delete(uid);
        return `* ${at} EXPUNGE\r\n`;
      }
      default:
        return '';
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `imap://copse:secret@127.0.0.1:${(server.address() as AddressInfo).port}/INBOX`,
    inbox,
    moved,
    arrive(raw) {
      inbox.set((next += 1), raw);
      for (const socket of open) socket.write(`* ${inbox.size} EXISTS\r\n`);
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
