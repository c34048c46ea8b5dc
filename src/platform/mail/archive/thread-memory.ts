import {
  idsToLookUp,
  needsSubject,
  placeMessage,
  settleOrphan,
  subjectSpan,
  type KnownId,
  type Placement,
  type SubjectThread,
  type Threadable,
} from './thread.ts';

type Thread = { firstAt: number; lastAt: number; base: string; openedByReply: boolean; ids: string[]; messages: number };

/**
 * Threads kept in memory: the rules of `thread.ts` with maps in the place of tables. For archives that
 * are read in one go, and the measure of what a caller with tables has to do.
 */
export class ThreadMemory {
  readonly #known = new Map<string, KnownId<number>>();
  readonly #threads = new Map<number, Thread>();
  readonly #bySubject = new Map<string, Set<number>>();
  #next = 1;

  readonly #bulk: boolean;

  /** `bulk` is an import: subjects wait for `settle`. */
  constructor(options: { bulk?: boolean } = {}) {
    this.#bulk = options.bulk ?? false;
  }

  /** Adds a message and tells where it went. Thread numbers of joined threads are gone afterwards. */
  add(message: Threadable): Placement<number> & { thread: number } {
    const known = new Map<string, KnownId<number>>();
    for (const id of idsToLookUp(message)) {
      const entry = this.#known.get(id);
      if (entry) known.set(id, entry);
    }
    const subjects = !this.#bulk && needsSubject(message, known);
    const placement = placeMessage(message, known, {
      sameSubject: subjects ? this.#alike(message.base, message.at) : [],
      joinPresent: this.#bulk,
    });
    if (placement.by === 'duplicate') return { ...placement, thread: placement.thread! };
    const thread = placement.thread ?? this.#open(message);
    for (const other of placement.join) this.#join(thread, other);
    this.#write(thread, message, placement.ghosts);
    return { ...placement, thread };
  }

  /** Ends a bulk import: threads that open with a reply go where their subject calls them, oldest first. */
  settle(): number {
    const orphans = [...this.#threads]
      .filter(([, thread]) => thread.openedByReply)
      .sort(([, a], [, b]) => a.firstAt - b.firstAt || (a.base < b.base ? -1 : 1));
    let settled = 0;
    for (const [number, orphan] of orphans) {
      const into = settleOrphan({ thread: number, ...orphan }, orphan.base, this.#alike(orphan.base, orphan.firstAt));
      if (into === null) continue;
      this.#join(into, number);
      settled += 1;
    }
    return settled;
  }

  /** The thread of a message that was added, or null. */
  threadOf(messageId: string): number | null {
    const entry = this.#known.get(messageId);
    return entry && !entry.ghost ? entry.thread : null;
  }

  /** How many threads there are. */
  get size(): number {
    return this.#threads.size;
  }

  #alike(base: string, at: number): SubjectThread<number>[] {
    const { lastFrom, firstUntil } = subjectSpan({ at });
    return [...(this.#bySubject.get(base) ?? [])]
      .map((thread) => ({ thread, ...this.#threads.get(thread)! }))
      .filter((thread) => thread.lastAt >= lastFrom && thread.firstAt <= firstUntil);
  }

  #open(message: Threadable): number {
    const thread = this.#next;
    this.#next += 1;
    this.#threads.set(thread, {
      firstAt: message.at,
      lastAt: message.at,
      base: message.base,
      openedByReply: message.replyMarked,
      ids: [],
      messages: 0,
    });
    this.#index(message.base, thread);
    return thread;
  }

  #write(number: number, message: Threadable, ghosts: string[]): void {
    const thread = this.#threads.get(number)!;
    if (message.at < thread.firstAt || (message.at === thread.firstAt && !message.replyMarked && thread.openedByReply))
      this.#opensWith(number, { firstAt: message.at, base: message.base, openedByReply: message.replyMarked });
    thread.lastAt = Math.max(thread.lastAt, message.at);
    thread.messages += 1;
    this.#known.set(message.messageId, { thread: number, ghost: false });
    for (const id of ghosts) this.#known.set(id, { thread: number, ghost: true });
    thread.ids.push(message.messageId, ...ghosts);
  }

  #join(into: number, from: number): void {
    const target = this.#threads.get(into)!;
    const source = this.#threads.get(from)!;
    for (const id of source.ids) {
      this.#known.set(id, { thread: into, ghost: this.#known.get(id)!.ghost });
      target.ids.push(id);
    }
    target.messages += source.messages;
    if (source.firstAt < target.firstAt || (source.firstAt === target.firstAt && !source.openedByReply))
      this.#opensWith(into, source);
    target.lastAt = Math.max(target.lastAt, source.lastAt);
    this.#bySubject.get(source.base)?.delete(from);
    this.#threads.delete(from);
  }

  /** A thread takes its subject from its earliest message. */
  #opensWith(number: number, opening: Pick<Thread, 'firstAt' | 'base' | 'openedByReply'>): void {
    const thread = this.#threads.get(number)!;
    this.#bySubject.get(thread.base)?.delete(number);
    thread.firstAt = opening.firstAt;
    thread.base = opening.base;
    thread.openedByReply = opening.openedByReply;
    this.#index(thread.base, number);
  }

  #index(base: string, thread: number): void {
    const threads = this.#bySubject.get(base) ?? new Set();
    threads.add(thread);
    this.#bySubject.set(base, threads);
  }
}
