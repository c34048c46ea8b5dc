import type { Space } from '../queries.ts';

/** Where an answer by mail goes: to all who read the discussion, or to its author alone. */
export const REPLIES = ['list', 'author'] as const;
export type Replies = (typeof REPLIES)[number];

export interface MailWays {
  replies: Replies;
  /** Stands in brackets before subjects; '' for nothing. */
  prefix: string;
}

type Chosen = Pick<Space, 'mail_replies' | 'mail_prefix'>;

/**
 * How mail of a space is written: as it says, else as its community does. Without a word answers go to the
 * discussion, and subjects stay as they are: a prefix that the author's own copy lacks parts threads in
 * programs that look at subjects, and List-Id sorts without it.
 */
export function mailWays(community: Chosen, space: Chosen): MailWays {
  return { replies: space.mail_replies ?? community.mail_replies ?? 'list', prefix: space.mail_prefix ?? community.mail_prefix ?? '' };
}

/** A subject with the prefix of its space, once. */
export function prefixed({ prefix }: MailWays, subject: string): string {
  const mark = `[${prefix}]`;
  return prefix === '' || subject.startsWith(mark) ? subject : `${mark} ${subject}`;
}
