/** A reply that this device could not send yet. */
export interface Unsent {
  once: string;
  text: string;
  back: string;
  at: number;
  refused: number | null;
}

const EXCERPT = 300;

type Tell = (message: { type: string; once: string }) => void;

/** Shows on top of the page what waits to be sent, what was not taken, and what has just been sent. */
export function showOutbox(link: HTMLElement, unsent: Unsent[], sent: string | null, tell: Tell): void {
  const words = JSON.parse(link.dataset.outbox!) as Record<string, string>;
  const before = document.getElementById('outbox');
  // That something was sent stays to be read until the page is left.
  if (unsent.length === 0 && sent === null) return before?.querySelector('[data-sent]') ? undefined : before?.remove();
  const box = Object.assign(document.createElement('section'), { id: 'outbox', className: 'notice sun outbox', role: 'status' });
  const list = document.createElement('ul');
  list.className = 'plainlist';
  list.append(...(sent === null ? [] : [sentItem(sent, words)]), ...unsent.map((reply) => item(reply, words, tell)));
  box.append(list);
  if (before) before.replaceWith(box);
  else document.querySelector('main > .wrap')?.prepend(box);
}

function sentItem(back: string, words: Record<string, string>): HTMLElement {
  const line = document.createElement('li');
  line.dataset.sent = '';
  line.append(`${words.sent} `, anchor(back, words.see!));
  return line;
}

function item({ once, text, back, refused }: Unsent, words: Record<string, string>, tell: Tell): HTMLElement {
  const line = document.createElement('li');
  const head = document.createElement('b');
  head.textContent = (refused === null ? words.waiting : words.refused)!;
  const body = document.createElement('p');
  body.dir = 'auto';
  // What was refused stands there whole, so that nothing is lost.
  body.textContent = refused === null && text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
  const acts = document.createElement('p');
  acts.className = 'cluster';
  acts.append(anchor(back, words.thread!), button(words.retry!, () => tell({ type: 'retry', once })), button(words.discard!, () => confirm(words.sure) && tell({ type: 'discard', once })));
  line.append(head, body, acts);
  return line;
}

function anchor(href: string, textContent: string): HTMLElement {
  return Object.assign(document.createElement('a'), { href, textContent });
}

function button(textContent: string, press: () => void): HTMLElement {
  const made = Object.assign(document.createElement('button'), { type: 'button', className: 'act', textContent });
  made.addEventListener('click', press);
  return made;
}
