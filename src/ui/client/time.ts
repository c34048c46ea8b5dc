import { exactTime, humanTime } from '../time.ts';

const MINUTE = 60_000;

/** Keeps "5 minutes ago" true, and says the exact time in the reader's own zone; also for posts that arrive later. */
export function keepTimesFresh(page: Document): void {
  const language = page.documentElement.lang || 'en';
  const refresh = (): void => {
    if (page.hidden) return;
    for (const time of page.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
      const at = Date.parse(time.dateTime);
      const text = humanTime(at, Date.now(), language);
      if (time.textContent !== text) time.textContent = text;
      if (time.dataset.ago !== 'here') {
        time.title = exactTime(at, language);
        time.dataset.ago = 'here';
      }
    }
  };
  refresh();
  setInterval(refresh, MINUTE);
  page.addEventListener('visibilitychange', refresh);
}
