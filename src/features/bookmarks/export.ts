import type { Ctx } from '#platform/context.ts';
import { baseUrl } from '../../config.ts';
import { listBookmarks, type ShownBookmark } from './list.ts';

const AT_ONCE = 100;

/** All bookmarks of the viewer, a stretch at a time, so that others are served in between. */
export async function* allBookmarks(ctx: Ctx): AsyncGenerator<ShownBookmark> {
  let before: { at: number; id: number } | null = null;
  do {
    const { bookmarks, next }: Awaited<ReturnType<typeof listBookmarks>> = await listBookmarks(ctx, { before, limit: AT_ONCE });
    yield* bookmarks;
    before = next;
  } while (before);
}

/** A bookmark as programs get it. */
export function asAnswer(ctx: Ctx, { community_id, item_id, kind, note, saved_at, folder_id, folder_name, found }: ShownBookmark) {
  return {
    community_id,
    item_id,
    kind,
    folder: folder_id === null || folder_name === null ? null : { id: folder_id, name: folder_name },
    note,
    saved_at: new Date(saved_at).toISOString(),
    // What may be read no longer tells nothing of itself.
    item: found && {
      title: found.title,
      url: baseUrl(ctx.services.config) + found.href,
      author: found.author?.name ?? null,
      community: found.community,
      language: found.language,
    },
  };
}

export async function* asJson(ctx: Ctx): AsyncGenerator<string> {
  let opening = '[\n';
  for await (const bookmark of allBookmarks(ctx)) {
    yield opening + JSON.stringify(asAnswer(ctx, bookmark), null, 2);
    opening = ',\n';
  }
  yield opening === '[\n' ? '[]\n' : '\n]\n';
}

// What Markdown would read as its own (CommonMark §2.4).
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');

export async function* asMarkdown(ctx: Ctx, words: { title: string; gone: string }): AsyncGenerator<string> {
  yield `# ${plain(words.title)}\n`;
  for await (const bookmark of allBookmarks(ctx)) {
    const { item, folder, note, saved_at } = asAnswer(ctx, bookmark);
    const about = [item?.author, item?.community, folder?.name, saved_at.slice(0, 10)].filter((part) => part != null).map(plain);
    yield `\n- ${item ? `[${plain(item.title)}](<${item.url}>)` : plain(words.gone)} — ${about.join(' · ')}\n`;
    if (note) yield `${note.replace(/^/gm, '  > ')}\n`;
  }
}
