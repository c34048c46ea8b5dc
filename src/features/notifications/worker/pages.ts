import { scope } from './scope.ts';

const PAGES = 'copse-pages';
const FILES = 'copse-files';
const META = 'copse-viewer';
const MOST_PAGES = 30;
const MOST_FILES = 80;
const OFFLINE = '/offline';
/** Where one signs in, settles things or runs the host: nothing to read on the way. */
const NOT_KEPT = /^\/(?:sign-|set-up|confirm|reset|forgot|unsubscribe|admin|me\/settings|offline|api\/)/;

let epoch = 0;

/** Whose pages are kept: '0' for somebody who is not signed in. */
export async function viewer(): Promise<string | null> {
  return (await (await caches.open(META)).match('/'))?.text() ?? null;
}

/** Pages are for one viewer: when another comes, and at signing out, they go. */
export async function forgetPages(next: string): Promise<void> {
  epoch += 1;
  await caches.delete(PAGES);
  await (await caches.open(META)).put('/', new Response(next));
}

/** A page from the server, which is kept; without a line, as it was when last read. */
export async function readPage(request: Request, waitUntil: (done: Promise<unknown>) => void): Promise<Response> {
  const began = epoch;
  let answer: Response;
  try {
    answer = await fetch(request);
  } catch {
    return keptPage(request.url);
  }
  const whose = answer.headers.get('x-viewer');
  // An answer that was on its way while somebody signed out is kept no longer.
  if (whose === null || began !== epoch) return answer;
  // Before the page is there and asks: it hears of what is its own viewer's alone.
  await makeRoomFor(whose).catch(() => {});
  waitUntil(keep(request.url, answer.clone(), epoch));
  return answer;
}

async function makeRoomFor(whose: string): Promise<void> {
  if ((await viewer()) !== whose) await forgetPages(whose);
}

async function keep(url: string, answer: Response, began: number): Promise<void> {
  if (began !== epoch) return;
  if (answer.status !== 200 || NOT_KEPT.test(new URL(url).pathname) || answer.headers.get('cache-control')?.includes('no-store')) return;
  const pages = await caches.open(PAGES);
  const headers = new Headers(answer.headers);
  headers.set('x-kept-at', new Date().toISOString());
  const body = await answer.blob();
  await pages.delete(bare(url));
  await pages.put(bare(url), new Response(body, { headers }));
  await trim(pages, MOST_PAGES);
}

async function trim(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(old);
}

const bare = (url: string) => url.replace(/#.*/, '');

async function keptPage(url: string): Promise<Response> {
  const found = await (await caches.open(PAGES)).match(bare(url));
  if (!found) return (await (await caches.open(FILES)).match(OFFLINE)) ?? Response.error();
  const at = found.headers.get('x-kept-at') ?? '';
  const html = (await found.text())
    .replace(/<p class="kept" hidden[^>]*>(.*?)<time>/, `<p class="kept" role="status">$1<time data-ago datetime="${at}">`)
    // Each showing of a form is a submission of its own, also of one that was kept.
    .replace(/(name="once" value=")[^"]*/g, () => `name="once" value="${crypto.randomUUID()}`);
  return new Response(html, { headers: found.headers });
}

/** Built files never change under their names. */
export async function readFile(request: Request): Promise<Response> {
  const files = await caches.open(FILES);
  const found = await files.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) {
    await files.put(request, answer.clone());
    await trim(files, MOST_FILES);
  }
  return answer;
}

/** Keeps the page that is shown where there is nothing else, as nobody in particular sees it, with what it needs. */
export async function keepOfflinePage(): Promise<void> {
  const files = await caches.open(FILES);
  await files.put(OFFLINE, await fetch(OFFLINE, { credentials: 'omit' }));
  await files.addAll(scope.offlineFiles);
}
