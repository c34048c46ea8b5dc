import type { Edit } from './edits.ts';

/** The parts of a composer in the page. */
export interface Composer {
  form: HTMLFormElement;
  box: HTMLElement;
  area: HTMLTextAreaElement;
  /** What the server drew for the script: a bar, a panel, a list, a file. */
  tools: DocumentFragment;
  /** Texts in the reader's language. */
  words: DOMStringMap;
  /** The address of the discussions of this place. */
  base: string;
  /** What is on its way to the server. */
  busy: Set<Promise<unknown>>;
}

export function partsOf(box: HTMLElement): Composer | null {
  const form = box.closest('form');
  const area = box.querySelector('textarea');
  const template = form?.querySelector<HTMLTemplateElement>('template[data-tools]');
  if (!form || !area || !template) return null;
  const tools = template.content.cloneNode(true) as DocumentFragment;
  const words = tools.querySelector<HTMLElement>('[data-words]')!.dataset;
  const base = /^.*?\/discussions(?=\/|$)/.exec(new URL(form.action).pathname)![0];
  return { form, box, area, tools, words, base, busy: new Set() };
}

/** Notes that something is on its way until it has arrived or failed. */
export function during({ busy }: Composer, work: Promise<unknown>): void {
  busy.add(work);
  const done = (): void => void busy.delete(work);
  work.then(done, done);
}

/** Applies an edit as if it were typed, so that it can be undone. */
export function apply(area: HTMLTextAreaElement, { from, to, insert, select }: Edit): void {
  area.focus();
  area.setSelectionRange(from, to);
  // Deprecated, and still the one way into the undo history of a text area.
  if ((from !== to || insert) && !document.execCommand(insert ? 'insertText' : 'delete', false, insert)) {
    area.setRangeText(insert, from, to, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  area.setSelectionRange(...select);
}
