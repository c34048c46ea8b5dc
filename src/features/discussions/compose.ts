import type { Ctx } from '#platform/context.ts';
import { findMentions, renderMarkdown } from '#platform/text/markdown.ts';
import { peopleByHandles } from '../people/index.ts';

const MOST_MENTIONS = 30;

export interface Composed {
  html: string;
  /** The people who were mentioned by @handle. */
  mentioned: number[];
}

/** Markdown as it will be shown for ever: rendered and sanitised once, at writing. */
export async function compose(ctx: Ctx, markdown: string): Promise<Composed> {
  const handles = new Set(findMentions(markdown).slice(0, MOST_MENTIONS).map((handle) => handle.toLowerCase()));
  const people = new Map((await peopleByHandles(ctx.db, [...handles])).map((person) => [person.handle, person.id]));
  const { html, mentions } = renderMarkdown(markdown, {
    mention: (handle) => (people.has(handle.toLowerCase()) ? `/people/${handle.toLowerCase()}` : null),
  });
  const mentioned = mentions.map((handle) => people.get(handle.toLowerCase())).filter((id) => id !== undefined);
  return { html, mentioned: [...new Set(mentioned)] };
}
