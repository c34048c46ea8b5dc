import { viewer } from './pages.ts';
import { scope, tell } from './scope.ts';
import { all, put, remove, type Unsent } from './store.ts';

const SYNC = 'replies';

/** Sends a reply, or keeps it until there is a line again. */
export async function sendOrKeep(request: Request): Promise<Response> {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const owner = await viewer();
    const form = await copy.formData();
    if (owner === null || owner === '0' || form.has('preview')) return Response.error();
    await keep(request, form, owner);
    const thread = request.url.replace(/\/reply$/, '');
    const back = request.referrer.startsWith(scope.location.origin) ? request.referrer.replace(/#.*/, '') : thread;
    return Response.redirect(`${back}#outbox`, 303);
  }
}

async function keep(request: Request, form: FormData, owner: string): Promise<void> {
  const given = String(form.get('once') ?? '');
  const twin = (await all()).find((unsent) => unsent.once === given);
  const text = String(form.get('body') ?? '');
  // The same form sent twice is one reply; another text is another.
  const once = given && (!twin || twin.text === text) ? given : crypto.randomUUID();
  form.set('once', once);
  await put({ once, owner, url: request.url, back: request.referrer.replace(/#.*/, ''), fields: [...form.entries()], text, at: Date.now(), refused: null });
  await scope.registration.sync?.register(SYNC).catch(() => {});
  await show();
}

/** Tells open pages what waits: their own viewer's alone. */
export async function show(sent: Unsent | null = null): Promise<void> {
  const owner = await viewer();
  const unsent = (await all()).filter((reply) => reply.owner === owner);
  await tell({ type: 'outbox', sent: sent?.owner === owner ? sent.back : null, unsent: unsent.map(({ once, text, back, at, refused }) => ({ once, text, back, at, refused })) });
}

let flushing: Promise<boolean> | null = null;

/** Sends what waits, one after another in their order. Answers whether nothing waits any more. */
export function flush(): Promise<boolean> {
  flushing ??= sendAll().finally(() => (flushing = null));
  return flushing;
}

async function sendAll(): Promise<boolean> {
  const owner = await viewer();
  const waiting = (await all()).filter((reply) => reply.owner === owner && reply.refused === null).sort((a, b) => a.at - b.at);
  for (const reply of waiting) {
    const outcome = await send(reply);
    if (outcome === 'waits') return false;
    if (outcome === 'sent') await remove(reply.once);
    else await put({ ...reply, refused: outcome.refused });
    await show(outcome === 'sent' ? reply : null);
  }
  return true;
}

async function send({ url, owner, fields }: Unsent): Promise<'sent' | 'waits' | { refused: number }> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  // The server takes it from nobody but whoever wrote it, even when somebody else has signed in meanwhile.
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual', headers: { accept: 'application/json', 'x-viewer': owner } }).catch(() => null);
  if (answer === null || answer.status === 401 || answer.status === 429 || answer.status >= 500) return 'waits';
  return answer.type === 'opaqueredirect' || answer.ok ? 'sent' : { refused: answer.status };
}

/** Tries again what was refused. */
export async function retry(once: string): Promise<void> {
  const reply = (await all()).find((unsent) => unsent.once === once);
  if (reply) await put({ ...reply, refused: null });
  await flush();
  await show();
}

export async function discard(once: string): Promise<void> {
  await remove(once);
  await show();
}
