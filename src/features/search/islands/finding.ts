interface Offer {
  title: string;
  kind: string;
  href: string;
}

const PAUSE_MS = 150;
const LEAST = 2;

/** What is found while one types: a list box below the field that the caret never leaves. Enter without a choice searches as ever. */
export default function offerResults(form: HTMLElement): void {
  const field = form.querySelector<HTMLInputElement>('input[type=search]')!;
  const path = `${new URL((form as HTMLFormElement).action).pathname}/suggest?q=`;
  const list = Object.assign(document.createElement('ul'), { id: 'found', className: 'offers', role: 'listbox', hidden: true, ariaLabel: form.dataset.finding! });
  const answers = new Map<string, Promise<Offer[]>>();
  let offers: Offer[] = [];
  let chosen = -1;
  let pause = 0;
  form.append(list);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  function show(found: Offer[]): void {
    offers = found;
    list.replaceChildren(...offers.map(option));
    list.hidden = offers.length === 0;
    choose(-1);
  }

  async function look(): Promise<void> {
    const typed = field.value.trim();
    if (typed.length < LEAST) return show([]);
    if (!answers.has(typed)) answers.set(typed, ask(path + encodeURIComponent(field.value.trimStart())));
    const found = await answers.get(typed)!;
    if (field.value.trim() === typed && document.activeElement === field) show(found);
  }

  function option({ title, kind, href }: Offer, index: number): HTMLElement {
    const row = Object.assign(document.createElement('li'), { id: `found-${index}`, role: 'option', dir: 'auto' });
    row.append(title, ' ', Object.assign(document.createElement('small'), { textContent: kind }));
    // Before the field loses the focus.
    row.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      location.href = href;
    });
    return row;
  }

  /** -1 is what was typed. */
  function choose(index: number): void {
    chosen = index < -1 ? offers.length - 1 : index >= offers.length ? -1 : index;
    [...list.children].forEach((row, at) => (row.ariaSelected = String(at === chosen)));
    if (chosen < 0) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `found-${chosen}`);
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Escape: () => show([]),
    Enter: () => (location.href = offers[chosen]!.href),
  };
  field.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (offers.length === 0 || !act || event.isComposing || (event.key === 'Enter' && chosen < 0)) return;
    event.preventDefault();
    act();
  });
  field.addEventListener('input', () => {
    clearTimeout(pause);
    pause = window.setTimeout(() => void look(), PAUSE_MS);
  });
  field.addEventListener('focus', () => void look());
  field.addEventListener('blur', () => show([]));
  void look();
}

async function ask(path: string): Promise<Offer[]> {
  try {
    const answer = await fetch(path, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as { results: Offer[] }).results : [];
  } catch {
    return [];
  }
}
