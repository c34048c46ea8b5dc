/** A quiet bar on top of what one reads, said aloud once; pressing it does `act`. Answers how to change its text. */
export function banner(above: HTMLElement, act: () => void): (text: string, href: string) => void {
  const bar = Object.assign(document.createElement('p'), { className: 'arrived', role: 'status', hidden: true });
  const link = bar.appendChild(document.createElement('a'));
  above.prepend(bar);
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
  });
  return (text, href) => {
    bar.hidden = text === '';
    link.textContent = text;
    link.href = href;
  };
}
