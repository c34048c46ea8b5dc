import type { ParsedMail } from 'mailparser';

/** A message in a thread, as a mail program shows it: its words, and what answers it. */
export interface Threaded {
  id: string;
  /** null for one that is only named by others. */
  subject: string | null;
  children: Threaded[];
}

interface Container extends Threaded {
  parent: Container | null;
}

/** What mail programs make of a pile of mails: the REFERENCES algorithm of RFC 5256 §3, steps 1 to 3, in the order of dates. */
export function threadsOf(mails: Pick<ParsedMail, 'messageId' | 'references' | 'inReplyTo' | 'subject'>[]): Threaded[] {
  const table = new Map<string, Container>();
  const container = (id: string): Container => {
    const known = table.get(id) ?? { id, subject: null, children: [], parent: null };
    table.set(id, known);
    return known;
  };
  for (const { messageId, references, inReplyTo, subject } of mails) {
    const own = container(messageId!);
    own.subject = subject ?? '';
    const named = [references ?? []].flat();
    const ids = named.length > 0 ? named : inReplyTo ? [inReplyTo] : [];
    const chain = ids.map(container);
    // 1.A: links that are there already stay, and none makes a circle.
    for (const [index, child] of chain.entries()) {
      const parent = chain[index - 1];
      if (parent && child.parent === null && !within(parent, child)) child.parent = parent;
    }
    // 1.B: what the message itself says of its parent goes before what others said.
    const parent = chain.at(-1) ?? null;
    own.parent = parent && !within(parent, own) ? parent : null;
  }
  for (const one of table.values()) one.parent?.children.push(one);
  return prune([...table.values()].filter(({ parent }) => parent === null));
}

function within(one: Container, other: Container): boolean {
  for (let at: Container | null = one; at; at = at.parent) if (at === other) return true;
  return false;
}

/** 3: what nobody has goes; its only child, or all below the top, stand in its place. */
function prune(containers: Threaded[], top = true): Threaded[] {
  return containers.flatMap((one) => {
    const children = prune(one.children, false);
    if (one.subject !== null) return [{ ...one, children }];
    return !top || children.length <= 1 ? children : [{ ...one, children }];
  });
}

/** Threads in a few lines: for looking at, and for comparing. */
export function outline(threads: Threaded[], words: (thread: Threaded) => string, depth = 0): string[] {
  return threads.flatMap((one) => [`${'  '.repeat(depth)}${words(one)}`, ...outline(one.children, words, depth + 1)]);
}
