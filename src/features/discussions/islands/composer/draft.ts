import { recall, remember } from './copy.ts';
import { fieldsOf, fill, isEmpty } from './fields.ts';
import { during, type Composer } from './parts.ts';

const PAUSE_MS = 1500;
const PATIENCE_MS = 8000;
const OLDEST_MS = 20 * 86_400_000;

/**
 * Keeps what is typed: on the server, so that it is there on any device; and on this device until the
 * server has it, for a line that fails. What was sent or thrown away is kept no longer.
 */
export function keepDraft(composer: Composer): void {
  const { form, box, area, words } = composer;
  const { draft: key, draftAt } = box.dataset;
  const owner = document.querySelector<HTMLElement>('[data-me]')?.dataset.me;
  if (!key || !owner) return;
  const state = form.querySelector<HTMLElement>('[data-draft-state]')!;
  const address = `/drafts/${key}`;
  const place = `draft:${owner}:${key}`;
  let kept = JSON.stringify(fieldsOf(form));
  let pause = 0;
  let over = false;
  let typedAt = Date.now();

  function changed(at = Date.now()): void {
    typedAt = at;
    clearTimeout(pause);
    pause = window.setTimeout(() => during(composer, save()), PAUSE_MS);
  }

  async function save(): Promise<void> {
    clearTimeout(pause);
    const fields = fieldsOf(form);
    const text = JSON.stringify(fields);
    if (over || text === kept) return;
    const empty = isEmpty(fields);
    remember(place, empty ? null : { fields, at: typedAt });
    try {
      const answer = await fetch(address, {
        method: empty ? 'DELETE' : 'PUT',
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { accept: 'application/json', ...(!empty && { 'content-type': 'application/json' }) },
        ...(!empty && { body: JSON.stringify({ fields, age: Math.min(Date.now() - typedAt, OLDEST_MS) }) }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      kept = text;
      remember(place, null);
      state.textContent = empty ? '' : `${words.kept}, ${new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' })}`;
    } catch {
      state.textContent = words.offline!;
    }
  }

  /** A copy that the server never got, unless somebody wrote on elsewhere since. */
  function restore(): void {
    const copy = recall(place);
    if (!copy) return;
    if (copy.at <= Number(draftAt ?? 0)) return remember(place, null);
    fill(form, copy.fields);
    const discard = Object.assign(document.createElement('button'), { type: 'button', className: 'act', textContent: words.discard! });
    discard.addEventListener('click', () => {
      fill(form, { body: '', title: '', tags: '' });
      void save();
    });
    state.replaceChildren(`${words.unsent}. `, discard);
    changed(copy.at);
  }

  restore();
  if (area.value !== area.defaultValue) changed();
  form.addEventListener('input', () => changed());
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    over = composer.busy.size === 0;
    if (over) remember(place, null);
  });
  addEventListener('pagehide', () => void save());
  // Shown again from the browser's memory: what is typed now counts again.
  addEventListener('pageshow', () => (over = false));
  addEventListener('online', () => void save());
}
