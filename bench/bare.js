// The floor: a bare server that sends the same bytes.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const body = readFileSync(process.argv[2]);
const headers = { ...JSON.parse(process.argv[4] ?? '{}'), 'content-type': 'text/html; charset=utf-8', 'content-length': body.length };
createServer((_request, response) => response.writeHead(200, headers).end(body)).listen(Number(process.argv[3]), '127.0.0.1');
