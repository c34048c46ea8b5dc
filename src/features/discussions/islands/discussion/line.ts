type Hear = (data: Record<string, unknown>) => void;

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 120_000;
const SETTLED_MS = 30_000;

/** Listens to the server while the page is visible; comes back after failures, later each time. */
export function listen(address: () => string, events: Record<string, Hear>): { again(): void } {
  let source: EventSource | null = null;
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let since = 0;

  function open(): void {
    clearTimeout(timer);
    if (source || document.hidden) return;
    source = new EventSource(address());
    source.onopen = () => (since = Date.now());
    for (const [name, hear] of Object.entries(events)) source.addEventListener(name, (event) => hear(JSON.parse((event as MessageEvent<string>).data) as Record<string, unknown>));
    source.addEventListener('unread', (event) => dispatchEvent(new CustomEvent('copse:unread', { detail: (JSON.parse((event as MessageEvent<string>).data) as { n: number }).n })));
    // The browser's own way to come back neither waits longer nor after a refusal.
    source.onerror = () => {
      close();
      if (since && Date.now() - since > SETTLED_MS) wait = FIRST_WAIT_MS;
      since = 0;
      // Not all at once when a server starts anew.
      timer = window.setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  function close(): void {
    source?.close();
    source = null;
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
  return {
    again() {
      close();
      open();
    },
  };
}
