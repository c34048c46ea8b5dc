// The floor: a bare server that sends the same bytes. `node bare.js PAGES PORT`, pages as JSON: path to base64.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const pages = new Map(Object.entries(JSON.parse(readFileSync(process.argv[2], 'utf8'))).map(([path, bytes]) => [path, Buffer.from(bytes, 'base64')]));
createServer((request, response) => {
  const body = pages.get(request.url) ?? Buffer.alloc(0);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': body.length }).end(body);
}).listen(Number(process.argv[3]), '127.0.0.1');
