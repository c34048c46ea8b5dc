import MarkdownIt, { type Token } from 'markdown-it';
import { escapeHtml, tidyCharacters } from './escape.ts';
import { plainText } from './excerpt.ts';
import { safeHref, withBareLinks } from './links.ts';
import { fitBlocks, linkMentions, noteLinks, placeImages, type Rendering } from './markdown-tokens.ts';
import { sanitise } from './sanitise.ts';

export type MarkdownOptions = {
  /** The page of a handle (in lower case), or null for nobody; look handles up before with `findMentions`. */
  mention?: (handle: string) => string | null;
  /** Beginnings of site paths whose images are shown, such as "/files/". */
  imagePaths?: readonly string[];
  /** Pixels of an image of this site, when known. */
  imageSize?: (path: string) => { width: number; height: number } | null;
  /** Longer texts (in characters) are shown as they are, not as Markdown. */
  maxLength?: number;
};

export type RenderedText = {
  html: string;
  /** Handles that were found and resolved, in lower case. */
  mentions: string[];
  /** The words alone, blocks on lines of their own: for search and excerpts. */
  text: string;
  /** Where the links lead, each once. */
  links: string[];
};

const MAX_LENGTH = 40_000;
/** A long honest text has a third of this many parts; ten thousand links or cells are an attack on the reader. */
const MAX_TOKENS = 8000;
/** Deeper structure is nobody's writing, and the parser drops what lies deeper: such text is shown plainly. */
const MAX_NESTING = 50;

const markdown = withBareLinks(new MarkdownIt('default', { html: false, breaks: true, maxNesting: MAX_NESTING }));
markdown.validateLink = (url) => safeHref(url) !== null;
markdown.core.ruler.before('text_join', 'mentions', linkMentions);
markdown.core.ruler.push('images', placeImages);
markdown.core.ruler.push('blocks', fitBlocks);
markdown.core.ruler.push('links', noteLinks);
markdown.renderer.rules.fence = (tokens, index) => codeBlock(tokens[index]!);
markdown.renderer.rules.code_block = (tokens, index) => codeBlock(tokens[index]!);
markdown.renderer.rules.table_open = (tokens, index, options, _env, self) =>
  `<div class="scroll" tabindex="0">${self.renderToken(tokens, index, options)}`;
markdown.renderer.rules.table_close = () => '</table></div>\n';

/**
 * Renders Markdown (CommonMark, tables, strikethrough, bare links) to HTML that is safe in a page, and
 * says whom it mentions and where it links. Raw HTML shows as text.
 */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): RenderedText {
  const text = tidyCharacters(source);
  const rendering: Rendering = { options, mentions: new Set(), links: new Set() };
  const tokens = text.length <= (options.maxLength ?? MAX_LENGTH) ? parse(text, rendering) : null;
  const html = tokens ? sanitise(markdown.renderer.render(tokens, markdown.options, { rendering })) : plainHtml(text);
  const found = tokens ? { mentions: [...rendering.mentions], links: [...rendering.links] } : { mentions: [], links: [] };
  return {
    html,
    ...found,
    get text() {
      return plainText(html);
    },
  };
}

/** The handles that a text may mention, in lower case: to look up in one query before rendering. */
export function findMentions(source: string): string[] {
  const rendering: Rendering = { options: { mention: (handle) => `/${handle}` }, mentions: new Set(), links: new Set() };
  const text = tidyCharacters(source);
  const read = text.includes('@') && text.length <= MAX_LENGTH && parse(text, rendering) !== null;
  return read ? [...rendering.mentions] : [];
}

function parse(text: string, rendering: Rendering): Token[] | null {
  const tokens = markdown.parse(text, { rendering });
  let count = tokens.length;
  for (const token of tokens) {
    count += token.children?.length ?? 0;
    if (token.level >= MAX_NESTING - 5) return null;
  }
  return count > MAX_TOKENS ? null : tokens;
}

/** Code reads from left to right whatever the page does. */
function codeBlock(token: Token): string {
  const language = /^[a-z0-9+#-]{1,30}(?=\s|$)/i.exec(token.info)?.[0].toLowerCase();
  const name = language ? ` class="language-${language}"` : '';
  return `<pre dir="ltr"><code${name}>${escapeHtml(token.content)}</code></pre>\n`;
}

function plainHtml(text: string): string {
  const paragraphs = text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>\n`).join('');
}
