import type { OutgoingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Of brotli's eleven: half the time of the next one, for a page that is four in a hundred larger. */
const QUALITY = 3;
/** A window of 128 kB holds a page; the usual one of 4 MB would be set aside for each. */
const WINDOW = 17;
const PARAMS = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_LGWIN]: WINDOW };
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Bytes that go out as they are kept, without being copied into one. */
class Pieces {
  readonly pieces: Buffer[];
  readonly length: number;
  constructor(pieces: Buffer[]) {
    this.pieces = pieces;
    this.length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  }
}

/** Sends a page that is made of pieces, compressed for whoever takes that. */
export function sendPieces({ headers, method }: FastifyRequest, reply: FastifyReply, pieces: Buffer[]): FastifyReply {
  const accepted = headers['accept-encoding'];
  if (accepted === undefined && method === 'GET') return reply.send(new Pieces(pieces));
  const bytes = Buffer.concat(pieces);
  if (/\bbr\b/.test(accepted ?? '')) return sendCompressed(reply, 'br', brotli(bytes, { params: { ...PARAMS, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  if (/\bgzip\b/.test(accepted ?? '')) return sendCompressed(reply, 'gzip', zip(bytes));
  return reply.send(bytes);
}

// On another thread, and with the whole page at hand: a stream would set aside megabytes for each.
function sendCompressed(reply: FastifyReply, encoding: string, compressed: Promise<Buffer>): FastifyReply {
  compressed.then(
    (bytes) => reply.header('content-encoding', encoding).send(bytes),
    (error: unknown) => reply.send(error),
  );
  return reply;
}

/** Lets replies be sent in pieces. Register it after whatever sets headers when a reply is sent. */
export function sendsPieces(app: FastifyInstance): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (!(payload instanceof Pieces)) return done(null, payload);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(raw.statusCode, { ...(reply.getHeaders() as OutgoingHttpHeaders), 'content-length': payload.length });
    raw.cork();
    for (const piece of payload.pieces) raw.write(piece);
    raw.end();
  });
}
