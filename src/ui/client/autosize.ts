/** Lets text areas grow with their text where the browser cannot by itself (`field-sizing`). */
export function autosize(page: Document): void {
  if (CSS.supports('field-sizing', 'content')) return;
  page.addEventListener('input', (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement)) return;
    const wanted = area.scrollHeight + area.offsetHeight - area.clientHeight;
    if (wanted > area.offsetHeight) area.style.blockSize = `${wanted}px`;
  });
}
