import { during, type Composer } from './parts.ts';

const PAUSE_MS = 1500;
const PATIENCE_MS = 8000;

interface Copy {
  fields: Record<string, unknown>;
  at: number;
}

/**
 * Keeps what is typed: on the server, so that it is there on any device; and on this device until the
 * server has it, for a line that fails. What was sent or thrown away is kept no longer.
 */
export function keepDraft(composer: Composer): void {
  const { form, box, area, words } = composer;
  const { draft: key, draftAt, owner } = box.dataset;
  if (!key || !owner) return;
  const state = form.querySelector<HTMLElement>('[data-draft-state]')!;
  const address = `/drafts/${key}`;
  const place = `draft:${owner}:${key}`;
  let kept = JSON.stringify(fieldsOf(form));
  let pause = 0;
  let over = false;

  function changed(): void {
    clearTimeout(pause);
    pause = window.setTimeout(() => during(composer, save()), PAUSE_MS);
  }

  async function save(): Promise<void> {
    clearTimeout(pause);
    const fields = fieldsOf(form);
    const text = JSON.stringify(fields);
    if (over || text === kept) return;
    const empty = isEmpty(fields);
    remember(place, empty ? null : { fields, at: Date.now() });
    try {
      const answer = await fetch(address, {
        method: empty ? 'DELETE' : 'PUT',
        keepalive: true,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: { accept: 'application/json', ...(!empty && { 'content-type': 'application/json' }) },
        ...(!empty && { body: JSON.stringify({ fields }) }),
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
    changed();
  }

  restore();
  if (area.value !== area.defaultValue) changed();
  form.addEventListener('input', changed);
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

function fieldsOf(form: HTMLFormElement): Record<string, unknown> {
  const data = new FormData(form);
  const fields: Record<string, unknown> = { attachments: data.getAll('attachments').map(Number) };
  for (const name of ['body', 'title', 'tags', 'type', 'reply_to']) {
    const value = data.get(name);
    if (typeof value === 'string' && (value || name === 'body')) fields[name] = value;
  }
  return fields;
}

function isEmpty(fields: Record<string, unknown>): boolean {
  return !['body', 'title', 'tags'].some((name) => String(fields[name] ?? '').trim()) && (fields.attachments as number[]).length === 0;
}

function fill(form: HTMLFormElement, fields: Record<string, unknown>): void {
  for (const name of ['body', 'title', 'tags']) {
    const field = form.elements.namedItem(name);
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && name in fields) field.value = String(fields[name]);
  }
}

// Storage may be full or forbidden; then the server alone keeps drafts.
function remember(place: string, copy: Copy | null): void {
  try {
    if (copy) localStorage.setItem(place, JSON.stringify(copy));
    else localStorage.removeItem(place);
  } catch {
    return;
  }
}

function recall(place: string): Copy | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Copy | null;
  } catch {
    return null;
  }
}
