import { banner } from './banner.ts';
import { fetchPage } from './page.ts';

const TOGETHER_MS = 300;
/** Many open pages hear of a change at once; they ask for it one after another. */
const SPREAD_MS = 1500;

/** Brings the open page up to date: replies when asked for, changes of what is shown at once. */
export function keepFresh(thread: HTMLElement, noteSeen: (post: HTMLElement) => void) {
  let more = '';
  let pause = 0;
  const say = banner(thread, () => void showMore());
  const posts = (page: ParentNode) => [...page.querySelectorAll<HTMLElement>('[data-discussion] > .post')];

  async function showMore(): Promise<void> {
    const page = await fetchPage();
    const before = new Set(posts(document).map((post) => post.id));
    const added = page ? posts(page).filter((post) => !before.has(post.id)) : [];
    if (added.length === 0) return location.assign(more);
    still(() => posts(document).at(-1)!.after(...added));
    for (const post of added) noteSeen(post);
    thread.dataset.last = added.at(-1)!.dataset.number ?? thread.dataset.last;
    thread.dataset.count = page!.querySelector<HTMLElement>('[data-discussion]')?.dataset.count ?? thread.dataset.count;
    say('', '');
    added[0]!.tabIndex = -1;
    added[0]!.focus({ preventScroll: true });
    added[0]!.scrollIntoView({ block: 'start' });
  }

  async function replaceChanged(): Promise<void> {
    const page = await fetchPage();
    if (!page) return;
    still(() => {
      for (const post of posts(page)) {
        const shown = document.getElementById(post.id);
        // A post in whose midst somebody is, is left alone until the next change.
        if (!shown || sameText(shown, post) || shown.contains(document.activeElement) || shown.querySelector('details[open]')) continue;
        shown.replaceWith(post);
      }
    });
  }

  return {
    announce(text: string, href: string): void {
      more = href;
      say(text, href);
    },
    refresh(): void {
      clearTimeout(pause);
      pause = window.setTimeout(() => void replaceChanged(), TOGETHER_MS + Math.random() * SPREAD_MS);
    },
  };
}

// Times are told anew by the page itself, so they do not make a difference.
function sameText(a: HTMLElement, b: HTMLElement): boolean {
  const bare = (post: HTMLElement): string => post.outerHTML.replace(/<time[^]*?<\/time>/g, '').replace(/ class="post[^"]*"/, '');
  return bare(a) === bare(b);
}

/** Changes the page without moving what is being read or written. */
function still(change: () => void): void {
  const active = document.activeElement;
  const reference = active && active !== document.body ? active : document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  const before = reference?.getBoundingClientRect().top ?? 0;
  change();
  if (reference?.isConnected) scrollBy({ top: reference.getBoundingClientRect().top - before, behavior: 'instant' });
}
