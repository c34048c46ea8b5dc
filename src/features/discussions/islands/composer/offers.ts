import { nameBefore } from './edits.ts';
import { apply, type Composer } from './parts.ts';

interface Person {
  handle: string;
  name: string;
  organisation: string | null;
}

const PAUSE_MS = 120;

/** Names offered while one types "@": a list box below the text that the caret never leaves (WAI-ARIA combobox). */
export function offerNames({ box, area, tools, base }: Composer): void {
  const list = tools.querySelector<HTMLElement>('#offers')!;
  const answers = new Map<string, Promise<Person[]>>();
  let people: Person[] = [];
  let chosen = 0;
  let pause = 0;
  area.after(list);
  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-controls', list.id);

  function close(): void {
    people = [];
    list.hidden = true;
    area.removeAttribute('aria-activedescendant');
  }

  async function look(): Promise<void> {
    const name = nameBefore(area.value, area.selectionStart);
    if (!name || area.selectionStart !== area.selectionEnd) return close();
    const typed = name.typed.toLowerCase();
    if (!answers.has(typed)) answers.set(typed, ask(`${base}/people?q=${encodeURIComponent(typed)}`));
    const found = await answers.get(typed)!;
    if (nameBefore(area.value, area.selectionStart)?.typed.toLowerCase() !== typed) return;
    people = found;
    if (people.length === 0) return close();
    list.replaceChildren(...people.map(option));
    list.hidden = false;
    choose(0);
    list.scrollIntoView({ block: 'nearest' });
  }

  function option({ name, handle, organisation }: Person, index: number): HTMLElement {
    const row = document.createElement('li');
    row.id = `offer-${index}`;
    row.role = 'option';
    row.append(Object.assign(document.createElement('b'), { textContent: name }), ` @${handle} `);
    row.append(Object.assign(document.createElement('small'), { textContent: organisation ?? '' }));
    // Before the text area loses the focus.
    row.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      take(index);
    });
    return row;
  }

  function choose(index: number): void {
    chosen = (index + people.length) % people.length;
    [...list.children].forEach((row, at) => (row.ariaSelected = String(at === chosen)));
    area.setAttribute('aria-activedescendant', `offer-${chosen}`);
  }

  function take(index: number): void {
    const name = nameBefore(area.value, area.selectionStart);
    const insert = `@${people[index]!.handle} `;
    close();
    if (name) apply(area, { from: name.at, to: area.selectionStart, insert, select: [name.at + insert.length, name.at + insert.length] });
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Enter: () => take(chosen),
    Tab: () => take(chosen),
    Escape: close,
  };
  area.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (people.length === 0 || !act || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
  });
  area.addEventListener('input', () => {
    clearTimeout(pause);
    pause = window.setTimeout(() => void look(), PAUSE_MS);
  });
  area.addEventListener('blur', close);
  box.addEventListener('click', () => void look());
}

async function ask(path: string): Promise<Person[]> {
  try {
    const answer = await fetch(path, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { people: Person[] }).people : [];
  } catch {
    return [];
  }
}
