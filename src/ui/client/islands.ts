/** A heavier enhancement: its module is loaded only where its element occurs, and takes the element. */
type Island = () => Promise<{ default: (element: HTMLElement) => void }>;

/** Every `features/…/islands/NAME.ts` is the island of the elements with `data-NAME`. */
const islands = import.meta.glob<{ default: (element: HTMLElement) => void }>('../../features/*/islands/*.ts');

/** Loads what the page needs, when it is about to be seen; with `data-on-focus`, used. */
export function openIslands(page: Document): void {
  for (const [path, load] of Object.entries(islands)) {
    const name = /([^/]+)\.ts$/.exec(path)![1]!;
    for (const element of page.querySelectorAll<HTMLElement>(`[data-${name}]`)) ('onFocus' in element.dataset ? whenFocused : whenNear)(element, load);
  }
}

function open(element: HTMLElement, load: Island): void {
  void load().then((module) => module.default(element));
}

function whenFocused(element: HTMLElement, load: Island): void {
  element.addEventListener('focusin', () => open(element, load), { once: true });
}

function whenNear(element: HTMLElement, load: Island): void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      open(element, load);
    },
    { rootMargin: '400px' },
  );
  watch.observe(element);
}
