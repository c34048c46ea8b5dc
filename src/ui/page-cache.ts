import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fifo } from 'toad-cache';
import type { Beats } from '#platform/beats.ts';

type Encoding = 'br' | 'gzip' | 'identity';

interface KeptPage {
  communityId: number;
  /** The beat when its rows were read: the page is good until its community changes. */
  pulse: number;
  headers: Record<string, string>;
  etag: string;
  bodies: Partial<Record<Encoding, Buffer>>;
  /** The headers of each encoding as a flat list, which Node sends without looking at them again. */
  heads: Partial<Record<Encoding, string[]>>;
}

const MOST_PAGES = 2000;
/** Relative times ("3 minutes ago") may be this old. */
const LONGEST_MS = 60_000;

/** Keeps pages as anonymous readers see them, ready compressed, until anything in their community changes. */
export class PageCache {
  private readonly pages = new Fifo<KeptPage>(MOST_PAGES, LONGEST_MS);

  private readonly beats: Beats;

  constructor(beats: Beats) {
    this.beats = beats;
  }

  get(key: string): KeptPage | null {
    const page = this.pages.get(key);
    if (!page) return null;
    if (this.beats.unchanged(page.communityId, page.pulse)) return page;
    this.pages.delete(key);
    return null;
  }

  keep(key: string, page: Omit<KeptPage, 'bodies' | 'heads'> & { body: Buffer }): void {
    const { body, ...rest } = page;
    const kept: KeptPage = { ...rest, bodies: {}, heads: {} };
    addBody(kept, 'identity', body);
    this.pages.set(key, kept);
    void compressed(kept, 'br');
  }
}

/** The name under which an anonymous reader's page is kept; null for requests that are not for everyone. */
export function cacheKey({ method, headers, url }: Pick<IncomingMessage, 'method' | 'headers' | 'url'>): string | null {
  if ((method !== 'GET' && method !== 'HEAD') || headers.cookie || headers.authorization) return null;
  return `${headers.host}${url} ${headers['accept-language'] ?? ''}`;
}

/** Answers with a kept page, before anything else is done for the request; false where there is none. */
export function answerFromCache(cache: PageCache, request: IncomingMessage, response: ServerResponse): boolean {
  const key = cacheKey(request);
  const page = key && cache.get(key);
  if (!page) return false;
  if (request.headers['if-none-match'] === page.etag) {
    response.writeHead(304, { etag: page.etag, 'cache-control': page.headers['cache-control'] }).end();
    return true;
  }
  const [encoding, body] = pick(page, request.headers['accept-encoding'] as string | undefined);
  response.writeHead(200, page.heads[encoding]);
  response.end(request.method === 'HEAD' ? undefined : body);
  return true;
}

// Brotli is made once when the page is kept; gzip when somebody first asks for it.
function pick(page: KeptPage, accepted = ''): [Encoding, Buffer] {
  if (page.bodies.br && /\bbr\b/.test(accepted)) return ['br', page.bodies.br];
  if (/\bgzip\b/.test(accepted)) {
    if (page.bodies.gzip) return ['gzip', page.bodies.gzip];
    void compressed(page, 'gzip');
  }
  return ['identity', page.bodies.identity!];
}

async function compressed(page: KeptPage, encoding: 'br' | 'gzip'): Promise<void> {
  const plain = page.bodies.identity!;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 8 };
  addBody(page, encoding, encoding === 'br' ? await promisify(brotliCompress)(plain, { params }) : await promisify(gzip)(plain));
}

function addBody(page: KeptPage, encoding: Encoding, body: Buffer): void {
  const coded = encoding === 'identity' ? {} : { 'content-encoding': encoding };
  page.heads[encoding] = Object.entries({ ...page.headers, ...coded, 'content-length': String(body.length) }).flat();
  page.bodies[encoding] = body;
}
