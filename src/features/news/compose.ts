import type { Ctx } from '#platform/context.ts';
import { findMentions, renderMarkdown } from '#platform/text/markdown.ts';
import { peopleByHandles } from '../people/index.ts';

const MOST_MENTIONS = 30;

/** The body of a post as HTML, with those whom it names as links. */
export async function asHtml(ctx: Ctx, markdown: string): Promise<string> {
  const known = new Set((await peopleByHandles(ctx.db, findMentions(markdown).slice(0, MOST_MENTIONS))).map(({ handle }) => handle));
  return renderMarkdown(markdown, { mention: (handle) => (known.has(handle) ? `/people/${handle}` : null) }).html;
}
