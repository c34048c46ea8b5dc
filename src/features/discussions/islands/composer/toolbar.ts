import { code, continued, lines, link, mark, type Edit, type Selected } from './edits.ts';
import { apply, type Composer } from './parts.ts';

const TOOLS: Record<string, (selected: Selected) => Edit> = {
  bold: (s) => mark(s, '**'),
  italic: (s) => mark(s, '*'),
  link,
  quote: (s) => lines(s, 'quote'),
  list: (s) => lines(s, 'list'),
  numbers: (s) => lines(s, 'numbers'),
  code,
};

/** The bar above the text: a press or a key formats what is selected. */
export function formatting({ box, area, tools }: Composer): void {
  const bar = tools.querySelector<HTMLElement>('.toolbar')!;
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>('[data-tool]')];
  const use = (tool: string): void => {
    const edit = TOOLS[tool]?.(selectedIn(area));
    if (edit) apply(area, edit);
  };
  bar.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-tool]');
    if (button && !area.hidden) use(button.dataset.tool!);
  });
  bar.querySelector('[role=toolbar]')!.addEventListener('keydown', (event) => moveAlong(buttons, event as KeyboardEvent));
  area.addEventListener('keydown', (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const modified = event.ctrlKey || event.metaKey;
    const button = modified && !event.altKey && !event.shiftKey && buttons.find((b) => b.dataset.key === event.key.toLowerCase());
    const onward = event.key === 'Enter' && !modified && !event.shiftKey ? continued(selectedIn(area)) : null;
    if (!button && !onward) return;
    event.preventDefault();
    if (button) use(button.dataset.tool!);
    else apply(area, onward!);
  });
  box.prepend(bar);
}

function selectedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** One stop for the Tab key, arrows within (WAI-ARIA: toolbar, tabs). */
export function moveAlong(buttons: HTMLElement[], event: KeyboardEvent): void {
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const end = { Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || (step === undefined && end === undefined)) return;
  event.preventDefault();
  const turned = document.dir === 'rtl' ? -1 : 1;
  const next = buttons[end ?? (at + step! * turned + buttons.length) % buttons.length]!;
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}
