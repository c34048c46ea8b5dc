import type { Composer } from './parts.ts';
import { moveAlong } from './toolbar.ts';

/** Two tabs: the text as it is written, and as the server will show it. */
export function togglePreview(composer: Composer): void {
  const { form, box, area, tools, words, base } = composer;
  const panel = tools.querySelector<HTMLElement>('#preview')!;
  const tabs = [...box.querySelectorAll<HTMLButtonElement>('[role=tab]')];
  area.after(panel);
  // The button does the same without script.
  form.querySelector<HTMLElement>('button[name=preview]')?.remove();

  function show(tab: HTMLButtonElement): void {
    const previewing = tab === tabs[1];
    for (const other of tabs) {
      other.ariaSelected = String(other === tab);
      other.tabIndex = other === tab ? 0 : -1;
    }
    panel.style.minBlockSize = `${area.offsetHeight || panel.offsetHeight}px`;
    area.hidden = previewing;
    panel.hidden = !previewing;
    if (previewing) void draw();
  }

  async function draw(): Promise<void> {
    panel.ariaBusy = 'true';
    const body = new URLSearchParams({ body: area.value });
    try {
      const answer = await fetch(`${base}/preview`, { method: 'POST', body, headers: { accept: 'application/json' } });
      const { html, error } = (await answer.json()) as { html?: string; error?: { message: string; fields: Record<string, string> } };
      if (html) panel.innerHTML = html;
      else panel.textContent = error ? (error.fields.body ?? error.message) : panel.dataset.empty!;
    } catch {
      panel.textContent = words.noline!;
    }
    panel.ariaBusy = 'false';
  }

  for (const tab of tabs)
    tab.addEventListener('click', () => {
      show(tab);
      if (!area.hidden) area.focus();
    });
  tabs[0]!.parentElement!.addEventListener('keydown', (event) => {
    moveAlong(tabs, event);
    if (event.defaultPrevented) show(document.activeElement as HTMLButtonElement);
  });
}
