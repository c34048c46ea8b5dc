/** Why somebody is told of a post. */
export type Reason = 'mention' | 'answer' | 'follow' | 'question' | 'space';

/** What happened, as far as it decides who is told. */
export interface Told {
  authorId: number | null;
  /** Opens a discussion that is a question. */
  asks: boolean;
  /** Whoever asked the question that this replies in. */
  askerId: number | null;
}

/** Those it may concern. */
export interface Concerned {
  mentioned: number[];
  followers: number[];
  /** They watch the space. */
  watchers: number[];
  /** They have it before them already. */
  readers: number[];
}

/**
 * Who is told of a post, each once, by the reason that is nearest to them: those mentioned, whoever
 * asked, those who follow the discussion, those who watch the space; never its author, nor who has read it.
 */
export function whoIsTold({ authorId, asks, askerId }: Told, { mentioned, followers, watchers, readers }: Concerned): { personId: number; reason: Reason }[] {
  const told = new Map<number, Reason>();
  const add = (people: number[], reason: Reason) => people.forEach((personId) => told.has(personId) || told.set(personId, reason));
  add(mentioned, 'mention');
  add(askerId === null ? [] : [askerId], 'answer');
  add(followers, 'follow');
  add(watchers, asks ? 'question' : 'space');
  for (const personId of [...readers, ...(authorId === null ? [] : [authorId])]) told.delete(personId);
  return [...told].map(([personId, reason]) => ({ personId, reason }));
}
