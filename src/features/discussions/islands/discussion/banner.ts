/** A quiet bar on top of what one reads, said aloud once; pressing it does `act`. Answers how to change its text. */
export function banner(above: HTMLElement, act: () => void): (text: string, href: string) => void {
  const bar = Object.assign(document.createElement('p'), { className: 'arrived', role: 'status' });
  const link = bar.appendChild(Object.assign(document.createElement('a'), { hidden: true }));
  above.prepend(bar);
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
  });
  return (text, href) => {
    link.hidden = text === '';
    link.textContent = text;
    link.href = href;
  };
}
