import type { DemoDiscussion, DemoPerson, DemoPost } from './types.ts';

const MINUTES_A_DAY = 24 * 60;

/** Minutes in so many days and hours; fractions keep the minutes of the sample from being all alike. */
export function ago(days: number, hours = 0): number {
  return Math.round(days * MINUTES_A_DAY + hours * 60);
}

/** A post; the indentation that its text has in the source file is taken off. */
export function post(author: string, minutesAgo: number, body: string, more: Omit<DemoPost, 'author' | 'minutesAgo' | 'body'> = {}): DemoPost {
  return { author, minutesAgo, body: unindent(body), ...more };
}

/** A discussion, whose author and time are those of its opening post. */
export function discussion(about: Omit<DemoDiscussion, 'author' | 'minutesAgo' | 'language' | 'posts'> & { language?: string }, posts: DemoPost[]): DemoDiscussion {
  const opening = posts[0]!;
  return { language: 'en', ...about, author: opening.author, minutesAgo: opening.minutesAgo, posts };
}

/** Members, whose key is their handle. */
export function members(list: (Omit<DemoPerson, 'key' | 'role'> & { role?: DemoPerson['role'] })[]): DemoPerson[] {
  return list.map((person) => ({ role: 'member', key: person.handle, ...person }));
}

/** Takes off the indentation that all lines but the first share. */
export function unindent(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const depths = rest.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)![0].length);
  const depth = depths.length > 0 ? Math.min(...depths) : 0;
  return [first, ...rest.map((line) => line.slice(depth))].join('\n').trim();
}
