import type { Space } from '../queries.ts';

type Typed = Pick<Space, 'type' | 'due_on' | 'starts_on' | 'ends_on'>;

/** How far a room of its type is: with an event before, during or after it; with a group and its day. */
export type Stage =
  | { name: 'ahead' | 'past' | 'due' | 'overdue'; days: number }
  | { name: 'now'; day: number; of: number };

const DAY = 86_400_000;
const dayOf = (iso: string) => Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);

/** Where a room stands in its time; null for those that have none. Days are those of UTC: nobody travels by the hour. */
export function stageOf({ type, due_on, starts_on, ends_on }: Typed, now: number): Stage | null {
  const today = Math.floor(now / DAY);
  if (type === 'working_group') {
    if (due_on === null) return null;
    const days = dayOf(due_on) - today;
    return days < 0 ? { name: 'overdue', days: -days } : { name: 'due', days };
  }
  if (type !== 'event' || starts_on === null) return null;
  const [first, last] = [dayOf(starts_on), dayOf(ends_on ?? starts_on)];
  if (today < first) return { name: 'ahead', days: first - today };
  if (today > last) return { name: 'past', days: today - last };
  return { name: 'now', day: today - first + 1, of: last - first + 1 };
}
