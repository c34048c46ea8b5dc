/** "/" leads to the search field from anywhere but another field; on a narrow screen, to the search page. */
export function searchKey(page: Document): void {
  page.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const form = page.querySelector<HTMLFormElement>('form.bigfind, form.find');
    const field = form?.querySelector<HTMLInputElement>('input[type=search]');
    if (!form || !field) return;
    event.preventDefault();
    if (field.checkVisibility()) field.select();
    else form.requestSubmit();
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
