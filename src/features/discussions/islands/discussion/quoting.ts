import { quotation } from '../composer/edits.ts';
import { apply } from '../composer/parts.ts';

/** "Quote" and "Reply" lead to the composer of the same page: with what is selected in the post, or all of it. */
export function quoting(thread: HTMLElement): void {
  const form = document.querySelector<HTMLFormElement>('form#reply');
  const area = form?.querySelector('textarea');
  if (!form || !area) return;
  let selected = '';
  // The press on the link takes the selection away.
  document.addEventListener('selectionchange', () => {
    const text = String(getSelection());
    if (text) selected = text;
  });
  thread.addEventListener('pointerdown', (event) => {
    if (!(event.target as Element).closest('[data-quote]')) selected = '';
  });
  thread.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a.act[href*="reply="]');
    const post = link?.closest<HTMLElement>('.post');
    if (!link || !post || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    answer(form, post);
    area.focus();
    if (!link.dataset.quote) return;
    const prose = post.querySelector<HTMLElement>('.prose')!;
    const words = selected && prose.innerText.includes(selected.trim().split('\n')[0]!) ? selected : prose.innerText;
    const before = area.value.trim() === '' ? '' : `${area.value.trimEnd()}\n\n`;
    const insert = before + quotation(words);
    apply(area, { from: 0, to: area.value.length, insert, select: [insert.length, insert.length] });
    selected = '';
  });
}

/** Notes which post is answered, and says so above the text. */
function answer(form: HTMLFormElement, post: HTMLElement): void {
  const hidden = form.elements.namedItem('reply_to');
  const said = form.querySelector<HTMLElement>('[data-replying]');
  if (hidden instanceof HTMLInputElement) hidden.value = post.id.replace('post-', '');
  if (!said) return;
  said.hidden = false;
  said.querySelector('span')!.textContent = said.dataset.replying!.replace('@', post.querySelector('.by b')!.textContent!.trim());
}
