import { listen } from './discussion/line.ts';
import { quoting } from './discussion/quoting.ts';
import { reacting } from './discussion/reacting.ts';
import { reading } from './discussion/reading.ts';
import { keepFresh } from './discussion/refresh.ts';

/** A discussion that is open: replies arrive quietly, reactions and quotations need no new page. */
export default function follow(thread: HTMLElement): void {
  const noteSeen = thread.dataset.read ? reading(thread) : () => {};
  const { announce, refresh } = keepFresh(thread, noteSeen);
  listen(() => `${thread.dataset.live}?after=${thread.dataset.last}&of=${thread.dataset.count}`, {
    replied: (data) => announce(String(data.text), String(data.href)),
    changed: () => refresh(),
  });
  reacting(thread);
  quoting(thread);
}
