/** What happened, as far as it decides who is told. */
export interface Told {
  authorId: number | null;
}

/**
 * Who is told of a post by mail: those who follow its discussion and those it mentions, each once;
 * never its author, nor anybody who muted the discussion, even when mentioned.
 */
export function whoIsTold({ authorId }: Told, followers: number[], mentioned: number[], muted: number[]): number[] {
  const silent = new Set([...muted, ...(authorId === null ? [] : [authorId])]);
  return [...new Set([...followers, ...mentioned])].filter((personId) => !silent.has(personId));
}
