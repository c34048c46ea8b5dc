import { banner } from './discussion/banner.ts';
import { listen } from './discussion/line.ts';
import { fetchPage } from './discussion/page.ts';

/** A list of discussions that is open says quietly what moved, and shows it when asked. */
export default function follow(list: HTMLElement): void {
  const say = banner(list, () => void renew());
  const line = listen(() => list.dataset.moved!, { moved: (data) => say(String(data.text), location.href) });

  async function renew(): Promise<void> {
    const page = await fetchPage();
    const rows = page?.querySelector('.rows');
    const shown = list.querySelector('.rows');
    if (!rows || !shown) return location.reload();
    shown.replaceWith(rows);
    say('', '');
    line.again();
    list.querySelector<HTMLElement>('.rows a')?.focus();
  }
}
