import { showOutbox, type Unsent } from './bell/outbox.ts';

const TRY_AGAIN_MS = 3000;

/** The bell of the header: its count stays true while the page is open, and what waits to be sent is shown. */
export default function bell(link: HTMLElement): void {
  addEventListener('copse:unread', (event) => show(link, (event as CustomEvent<number>).detail));
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ type: string; unread: number; unsent: Unsent[]; sent: string | null }>) => {
    if (data.type === 'unread') show(link, data.unread);
    if (data.type !== 'outbox') return;
    showOutbox(link, data.unsent, data.sent, tell);
    // The first try on a new line may meet what is left of the old one: while something waits, try again.
    clearTimeout(again);
    if (navigator.onLine && data.unsent.some(({ refused }) => refused === null)) again = setTimeout(say, TRY_AGAIN_MS);
  });
  // A worker has one origin, ours: only windows are told which is meant.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tell = (message: object) => void serviceWorker.ready.then(({ active }) => active?.postMessage(message));
  let again: ReturnType<typeof setTimeout> | undefined;
  const say = () => tell({ type: 'page' });
  say();
  addEventListener('online', say);
}

function show(link: HTMLElement, unread: number): void {
  const badge = link.querySelector('b')!;
  badge.hidden = unread === 0;
  badge.textContent = unread > 99 ? '99+' : String(unread);
  link.querySelector('.vh')!.textContent = unread ? `${link.dataset.bell}: ${unread}` : link.dataset.bell!;
}
