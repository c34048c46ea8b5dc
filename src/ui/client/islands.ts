/** A heavier enhancement: its module is loaded only where its element occurs, and takes the element. */
interface Island {
  selector: string;
  load: () => Promise<{ default: (element: HTMLElement) => void }>;
}

const islands: Island[] = [];

/** Adds an island; call it before the page opens its islands. */
export function island(selector: string, load: Island['load']): void {
  islands.push({ selector, load });
}

/** Loads what the page needs, when it is about to be seen. */
export function openIslands(page: Document): void {
  for (const { selector, load } of islands) {
    for (const element of page.querySelectorAll<HTMLElement>(selector)) whenNear(element, load);
  }
}

function whenNear(element: HTMLElement, load: Island['load']): void {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      void load().then((module) => module.default(element));
    },
    { rootMargin: '400px' },
  );
  watch.observe(element);
}
