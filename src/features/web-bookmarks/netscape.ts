import { escapeHtml } from '#platform/text/escape.ts';
import { plainText } from '#platform/text/excerpt.ts';

// The file that browsers write since Netscape: HTML that no standard describes and all of them read.
// https://learn.microsoft.com/previous-versions/windows/internet-explorer/ie-developer/platform-apis/aa753582(v=vs.85)

const LONGEST_URL = 2000;
const LONGEST_TEXT = 2000;
const DEEPEST = 50;

/** A bookmark as a file has it. */
export interface FiledBookmark {
  url: string;
  title: string;
  note: string | null;
  /** Its own tags and the folder that it lies in. */
  tags: string[];
  addedAt: number | null;
  private: boolean | null;
}

export interface ReadFile {
  bookmarks: FiledBookmark[];
  /** Links that are no pages of the web: javascript:, data:, files. */
  refused: number;
  /** There were more than `most`. */
  cut: boolean;
}

/** A page of the web that a link may lead to; null for anything else. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST_URL || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  // A name and password in an address are secrets, or a trick.
  return url.hostname !== '' && url.username === '' && url.password === '' && url.href.length <= LONGEST_URL ? url.href : null;
}

/** Reads a bookmark file in one pass over its tags, whatever it holds. */
export function readBookmarkFile(text: string, most: number): ReadFile {
  const read: ReadFile = { bookmarks: [], refused: 0, cut: false };
  const folders: string[] = [];
  let folder = '';
  let last: FiledBookmark | null = null;
  let from = text.indexOf('<');
  while (from >= 0) {
    const next = text.indexOf('<', from + 1);
    const piece = text.slice(from + 1, next < 0 ? undefined : next);
    from = next;
    const name = /^\/?[a-z0-9]{1,6}/i.exec(piece)?.[0].toLowerCase();
    const end = piece.indexOf('>');
    if (!name || end < 0) continue;
    const words = piece.slice(end + 1, end + 1 + LONGEST_TEXT);
    if (name === 'h3') folder = words;
    else if (name === 'dl' && folders.length < DEEPEST) folders.push(folder);
    else if (name === '/dl') folders.pop();
    else if (name === 'dd' && last) last.note = line(words) || null;
    else if (name === 'a') {
      if (read.bookmarks.length >= most) return { ...read, cut: true };
      last = bookmarkOf(piece.slice(1, end), words, folders.at(-1) ?? '');
      if (last) read.bookmarks.push(last);
      else read.refused += 1;
    }
    if (name === 'dl') folder = '';
  }
  return read;
}

const line = (html: string) => plainText(html).replace(/\s+/g, ' ');

function bookmarkOf(attributes: string, title: string, folder: string): FiledBookmark | null {
  const lower = attributes.toLowerCase();
  const attribute = (name: string): string | null => {
    const at = lower.indexOf(` ${name}="`);
    if (at < 0) return null;
    const start = at + name.length + 3;
    const end = attributes.indexOf('"', start);
    return end < 0 ? null : plainText(attributes.slice(start, Math.min(end, start + LONGEST_URL + 1)));
  };
  const url = webAddress(attribute('href') ?? '');
  if (!url) return null;
  const added = Number(attribute('add_date'));
  const hidden = attribute('private');
  return {
    url,
    title: line(title).slice(0, 300) || url,
    note: null,
    tags: [...(attribute('tags')?.split(',') ?? []), line(folder)].filter((tag) => tag.trim() !== ''),
    addedAt: Number.isSafeInteger(added) && added > 0 && added < 4e9 ? added * 1000 : null,
    private: hidden === null ? null : hidden === '1',
  };
}

/** Bookmarks as a file that any browser takes. */
export function writeBookmarkFile(title: string, bookmarks: FiledBookmark[]): string {
  const lines = bookmarks.map(({ url, title: name, note, tags, addedAt, private: hidden }) => {
    const attributes = [`HREF="${escapeHtml(url)}"`, ...(addedAt ? [`ADD_DATE="${Math.floor(addedAt / 1000)}"`] : []), `PRIVATE="${hidden ? 1 : 0}"`, ...(tags.length > 0 ? [`TAGS="${escapeHtml(tags.join(','))}"`] : [])];
    return `    <DT><A ${attributes.join(' ')}>${escapeHtml(name)}</A>\n${note ? `    <DD>${escapeHtml(note)}\n` : ''}`;
  });
  return `<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n<TITLE>${escapeHtml(title)}</TITLE>\n<H1>${escapeHtml(title)}</H1>\n<DL><p>\n${lines.join('')}</DL><p>\n`;
}
