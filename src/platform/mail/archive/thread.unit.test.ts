import { describe, expect, test } from 'vitest';
import { ThreadMemory } from './thread-memory.ts';
import { SUBJECT_WINDOW, idsToLookUp, placeMessage, settleOrphan, type Threadable } from './thread.ts';

const DAY = 86_400_000;
const message = (messageId: string, at: number, more: Partial<Threadable> = {}): Threadable => {
  const ids = [...(more.references ?? []), ...(more.inReplyTo ?? [])];
  return {
    messageId,
    inReplyTo: [],
    references: [],
    base: `subject of ${messageId}`,
    replyMarked: ids.length > 0,
    at: at * DAY,
    ...more,
  };
};

/** The messages by thread, whatever the numbers. */
function threads(messages: Threadable[], bulk: boolean): string[] {
  const memory = new ThreadMemory({ bulk });
  for (const each of messages) memory.add(each);
  if (bulk) memory.settle();
  const groups = Map.groupBy(messages, (each) => memory.threadOf(each.messageId));
  return [...groups.values()].map((group) => [...new Set(group.map((each) => each.messageId))].sort().join(' ')).sort();
}

describe('threads by ids', () => {
  test('a reply before its parent, siblings of a parent that never comes, a changed subject', () => {
    const talk = [
      message('b', 2, { references: ['a'] }),
      message('c', 3, { references: ['a', 'b'], base: 'something else' }),
      message('a', 1),
      message('y', 5, { inReplyTo: ['gone'] }),
      message('z', 6, { references: ['older', 'gone'] }),
    ];
    expect(threads(talk, false)).toEqual(['a b c', 'y z']);
    expect(threads(talk, true)).toEqual(['a b c', 'y z']);
  });

  test('a parent joins the threads that waited for it', () => {
    const memory = new ThreadMemory();
    memory.add(message('reply to b', 3, { references: ['b'] }));
    memory.add(message('reply to a', 2, { references: ['a'] }));
    const placed = memory.add(message('b', 2, { references: ['a'] }));
    expect(placed).toMatchObject({ by: 'ids', parent: null });
    expect(placed.join).toHaveLength(1);
    expect(memory.size).toBe(1);
  });

  test('cycles, self-references and duplicates are harmless', () => {
    const circle = [
      message('a', 1, { references: ['b', 'a'] }),
      message('b', 2, { references: ['a', 'b'] }),
      message('a', 1, { references: ['b'] }),
    ];
    expect(threads(circle, false)).toEqual(['a b']);
    const known = new Map([['a', { thread: 1, ghost: false }]]);
    expect(placeMessage(message('a', 1), known).by).toBe('duplicate');
    expect(idsToLookUp(message('a', 1, { references: ['a', 'x'] }))).toEqual(['a', 'x']);
  });

  test('forged references cannot glue present threads together, except in an import', () => {
    const forged = [message('a', 1), message('b', 1), message('x', 2, { references: ['a', 'b'] })];
    expect(threads(forged, false)).toEqual(['a', 'b x']);
    expect(threads(forged, true)).toEqual(['a b x']);
  });
});

describe('threads by subject', () => {
  const open = message('a', 1, { base: 'pump parts' });
  const answer = (id: string, at: number): Threadable => message(id, at, { base: 'pump parts', replyMarked: true });

  test('only replies, only within the window, only subjects that say something', () => {
    const later = 2 + SUBJECT_WINDOW / DAY;
    expect(threads([open, answer('b', 2)], false)).toEqual(['a b']);
    expect(threads([open, answer('b', later)], false)).toEqual(['a', 'b']);
    expect(threads([open, message('b', 2, { base: 'pump parts' })], false)).toEqual(['a', 'b']);
    expect(threads([message('a', 1, { base: 'help' }), message('b', 2, { base: 'help', replyMarked: true })], false)).toEqual([
      'a',
      'b',
    ]);
  });

  test('an answer met first is joined by its question', () => {
    expect(threads([answer('b', 2), open], false)).toEqual(['a b']);
  });

  test('a known id is stronger than the subject', () => {
    expect(threads([open, message('x', 1), message('b', 2, { base: 'pump parts', references: ['x'] })], false)).toEqual([
      'a',
      'b x',
    ]);
  });

  test('an orphan settles only where something began before it', () => {
    const orphan = { thread: 1, firstAt: 10 * DAY, lastAt: 11 * DAY, openedByReply: true };
    const before = { thread: 2, firstAt: DAY, lastAt: 2 * DAY, openedByReply: false };
    expect(settleOrphan(orphan, 'pump parts', [before])).toBe(2);
    expect(settleOrphan(orphan, 'pump parts', [{ ...before, firstAt: 15 * DAY, lastAt: 16 * DAY }])).toBeNull();
    expect(settleOrphan({ ...orphan, openedByReply: false }, 'pump parts', [before])).toBeNull();
  });
});

test('an import gives the same threads in any order', () => {
  const messages: Threadable[] = [];
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  for (let at = 0; at < 400; at += 1) {
    const references = random(3) === 0 ? [] : Array.from({ length: 1 + random(3) }, () => `m${random(at + 20)}`);
    messages.push(
      message(`m${at}`, at / 10, {
        references,
        base: `topic number ${random(40)}`,
        replyMarked: references.length > 0 || random(2) === 0,
      }),
    );
  }
  const inOrder = threads(messages, true);
  expect(inOrder.length).toBeGreaterThan(5);
  for (let turn = 0; turn < 5; turn += 1) {
    const shuffled = messages
      .map((each) => ({ each, key: random(1e9) }))
      .sort((a, b) => a.key - b.key)
      .map(({ each }) => each);
    expect(threads(shuffled, true)).toEqual(inOrder);
  }
});
