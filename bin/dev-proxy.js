// Stands before the server while one develops: waits while it restarts, and tells open pages to load again.
import { createServer, request } from 'node:http';

const SCRIPT = `new EventSource('/_reload').onmessage = () => location.reload();`;
const RETRY_MS = 150;
const PATIENCE_MS = 30_000;

/** Listens on a port and passes everything on to another. Returns how to reload the pages that are open. */
export function startProxy(port, behind) {
  const pages = new Set();
  const server = createServer((incoming, answer) => {
    if (incoming.url === '/_reload.js') return answer.writeHead(200, { 'content-type': 'text/javascript' }).end(SCRIPT);
    if (incoming.url !== '/_reload') return pass(incoming, answer, behind, Date.now());
    answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(':\n\n');
    pages.add(answer);
    answer.on('close', () => pages.delete(answer));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, process.env.HOST || 'localhost', () => resolve({ reload: () => pages.forEach((page) => page.write('data: now\n\n')) }));
  });
}

function pass(incoming, answer, port, began) {
  const headers = { ...incoming.headers };
  delete headers['accept-encoding'];
  const outgoing = request({ host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers }, (reply) => {
    const page = String(reply.headers['content-type']).startsWith('text/html');
    if (page) delete reply.headers['content-length'];
    answer.writeHead(reply.statusCode, reply.headers);
    reply.pipe(answer, { end: !page });
    if (page) reply.on('end', () => answer.end('<script src="/_reload.js"></script>'));
  });
  outgoing.on('error', (error) => {
    const again = error.code === 'ECONNREFUSED' && Date.now() - began < PATIENCE_MS;
    if (again) setTimeout(() => pass(incoming, answer, port, began), RETRY_MS);
    else if (answer.headersSent) answer.destroy();
    else answer.writeHead(502, { 'content-type': 'text/plain' }).end('The server does not answer; its terminal says why.\n');
  });
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}
