/** Menus are <details>: they open without script; with it, Escape and a click elsewhere close them. */
export function closeMenus(page: Document): void {
  const others = (kept: Node | null): void => {
    for (const menu of page.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
      if (!kept || !menu.contains(kept)) menu.open = false;
    }
  };
  page.addEventListener('click', (event) => others(event.target as Node));
  page.addEventListener('focusin', (event) => others(event.target as Node));
  page.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const open = page.activeElement?.closest<HTMLDetailsElement>('details.menu[open]');
    others(null);
    open?.querySelector('summary')?.focus();
  });
}
