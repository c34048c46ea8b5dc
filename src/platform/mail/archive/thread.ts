/**
 * Which thread a message belongs to, one message after another, with all memory in the caller's tables.
 *
 * 1. Ids decide. Replies name their parent last in References and in In-Reply-To (RFC 5322 §3.6.4), so
 *    the last known id of References is the parent, then those of In-Reply-To.
 * 2. A named message that is not (yet) here is a *ghost*: its id is kept as belonging to the thread, so
 *    that others that name it, and the message itself when it comes, find the same thread. This is the
 *    empty container of JWZ's algorithm (www.jwz.org/doc/threading.html), and RFC 5256 REFERENCES step 1.
 * 3. Only then subjects (RFC 5256 REFERENCES step 5): a message marked as a reply, none of whose ids is
 *    known, joins the thread with the same base subject that was alive within 30 days. A message that is
 *    no reply always opens a thread, except that it adopts an earlier-met thread that began with an
 *    answer to it. Subjects that say nothing ("help") never join.
 * 4. A changed subject with good ids stays in its thread: whoever wanted a new thread would not have
 *    answered, and RFC 5322 defines a conversation by ids. A facilitator can split. Without known ids a changed subject, "New (was: Old)" too, opens a
 *    thread: the author says so.
 * 5. Two threads become one when a message shows that a ghost of one belongs to the other. Threads whose
 *    messages are all present are joined by a third that names both only in an import (`joinPresent`),
 *    as JWZ does. Mail that comes in day by day cannot: one forged References header would glue a
 *    hundred conversations together for good.
 *
 * Order: an import places all messages by ids alone (no `sameSubject`, with `joinPresent`), in whatever
 * order files come; the threads are then the connected parts of the graph of ids, hence the same in any
 * order. At its end, for each thread that opens with a reply, oldest first, `settleOrphan` says whether
 * its subject calls it into another thread; so rule 3 does not depend on the order either.
 */

/** What threading needs of a message; dates in milliseconds. */
export type Threadable = {
  messageId: string;
  inReplyTo: readonly string[];
  references: readonly string[];
  base: string;
  replyMarked: boolean;
  at: number;
};

/** What the caller knows of an id: its thread, and whether the message itself is here or only named. */
export type KnownId<T> = { thread: T; ghost: boolean };

/** A thread with the wanted base subject; `openedByReply` when its first message is marked as a reply without known parent. */
export type SubjectThread<T> = { thread: T; firstAt: number; lastAt: number; openedByReply: boolean };

export type Placement<T> = {
  /** Null: open a new thread. */
  thread: T | null;
  /** Threads to be joined into `thread`: move their messages and ids, then remove them. */
  join: T[];
  /** The id of the message this one answers, when it is here. */
  parent: string | null;
  /** Ids to keep as ghosts of the thread. */
  ghosts: string[];
  by: 'duplicate' | 'ids' | 'subject' | 'new';
};

/** Days on either side of a thread in which its subject still calls for it. */
export const SUBJECT_WINDOW = 30 * 86_400_000;

/** All ids that the caller looks up (in one query) before `placeMessage`: its own first, then its ancestors, nearest first. */
export function idsToLookUp(message: Threadable): string[] {
  return [...new Set([message.messageId, ...ancestors(message)])];
}

/** Whether threads of the same base subject are worth looking up: no id of another is known and the subject says something. */
export function needsSubject<T>(message: Threadable, known: ReadonlyMap<string, KnownId<T>>): boolean {
  return saysSomething(message.base) && !idsToLookUp(message).some((id) => known.has(id));
}

/** The times between which the caller looks for threads of the same base subject. */
export function subjectSpan(message: Pick<Threadable, 'at'>): { lastFrom: number; firstUntil: number } {
  return { lastFrom: message.at - SUBJECT_WINDOW, firstUntil: message.at + SUBJECT_WINDOW };
}

/**
 * Places one message. The caller then writes, in one transaction: the thread (new, or joined), the own id
 * with `ghost: false`, each of `ghosts` that it does not know yet with `ghost: true`, and the thread's
 * first and last date and subject (those of its earliest message). Nothing else is needed for replies
 * that arrive before their parents: the parent finds its ghost.
 */
export function placeMessage<T>(
  message: Threadable,
  known: ReadonlyMap<string, KnownId<T>>,
  options: { sameSubject?: readonly SubjectThread<T>[]; joinPresent?: boolean } = {},
): Placement<T> {
  const own = known.get(message.messageId);
  if (own && !own.ghost) return { thread: own.thread, join: [], parent: null, ghosts: [], by: 'duplicate' };
  const named = ancestors(message);
  const ghosts = named.filter((id) => !known.has(id));
  const parent = named.find((id) => known.get(id)?.ghost === false) ?? null;
  const first = parent ?? named.find((id) => known.has(id));
  const thread = (first === undefined ? undefined : known.get(first))?.thread ?? own?.thread;
  if (thread !== undefined) {
    const met = [own, ...named.map((id) => known.get(id))].filter((entry) => entry !== undefined);
    const others = met.filter((entry) => entry.ghost || options.joinPresent).map((entry) => entry.thread);
    return { thread, join: [...new Set(others)].filter((other) => other !== thread), parent, ghosts, by: 'ids' };
  }
  const bySubject = saysSomething(message.base) ? nearest(message, options.sameSubject ?? []) : null;
  return { thread: bySubject, join: [], parent: null, ghosts, by: bySubject === null ? 'new' : 'subject' };
}

/** The ids that a message names, nearest ancestor first; never its own, so nothing can be its own parent. */
function ancestors(message: Threadable): string[] {
  const nearestFirst = [...message.references].reverse();
  // In-Reply-To names the parent; References may have lost its end (RFC 5322 lets the middle go, mailers cut the end).
  const parents = message.inReplyTo.filter((id) => !nearestFirst.includes(id));
  const ids = nearestFirst.length === 0 ? parents : [...parents.slice(0, 1), ...nearestFirst, ...parents.slice(1)];
  return ids.filter((id) => id !== message.messageId);
}

function nearest<T>(message: Pick<Threadable, 'replyMarked' | 'at'>, threads: readonly SubjectThread<T>[]): T | null {
  let best: { thread: T; distance: number; firstAt: number } | null = null;
  for (const candidate of threads) {
    const distance = Math.max(candidate.firstAt - message.at, message.at - candidate.lastAt, 0);
    const adopts = !message.replyMarked && candidate.openedByReply && message.at <= candidate.firstAt;
    if (distance > SUBJECT_WINDOW || !(message.replyMarked || adopts)) continue;
    // Of two threads alive at the time the one begun last is on people's minds.
    const closer = best === null || distance < best.distance || (distance === best.distance && candidate.firstAt > best.firstAt);
    if (closer) best = { thread: candidate.thread, distance, firstAt: candidate.firstAt };
  }
  return best?.thread ?? null;
}

/**
 * After an import: the thread that an orphan (one that opens with a reply whose parents never came)
 * belongs to by its base subject, or null. The other must have begun before it, clocks a day wrong
 * allowed, and have been alive within 30 days. Of several the one last alive is taken.
 */
export function settleOrphan<T>(orphan: SubjectThread<T>, base: string, sameSubject: readonly SubjectThread<T>[]): T | null {
  if (!orphan.openedByReply || !saysSomething(base)) return null;
  const begun = sameSubject.filter(
    (other) => other.thread !== orphan.thread && other.firstAt <= orphan.firstAt + (other.openedByReply ? -1 : 86_400_000),
  );
  return nearest({ replyMarked: true, at: orphan.firstAt }, begun);
}

const EMPTY_WORDS =
  /^(?:\(?no subject\)?|none|help|question|questions|query|hi|hello|hey|test|testing|problem|info|update|news|request|urgent|thanks|thank you|welcome|introduction|hola|bonjour|hallo|aide|ayuda|frage|pregunta|вопрос|привет)[?!. ]*$/;

function saysSomething(base: string): boolean {
  return base.replace(/[^\p{L}\p{N}]/gu, '').length >= 4 && !EMPTY_WORDS.test(base);
}
