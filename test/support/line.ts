import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between a browser and a server that can be cut: what goes over it is lost, as in a tunnel. */
export interface Line {
  /** Where the browser finds the server. */
  address: string;
  cut(): void;
  mend(): void;
  close(): void;
}

export async function openLine(to: string): Promise<Line> {
  const { hostname, port } = new URL(`http://${to}`);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => (open.delete(socket), other.destroy()));
      socket.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const drop = () => open.forEach((socket) => socket.destroy());
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      whole = false;
      drop();
    },
    mend: () => void (whole = true),
    close() {
      drop();
      server.close();
    },
  };
}
