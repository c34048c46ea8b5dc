import type { StateCore, Token } from 'markdown-it';
import { safeHref } from './links.ts';
import type { MarkdownOptions } from './markdown.ts';

/** What one rendering carries through markdown-it: the caller's options in, what was met out. */
export type Rendering = { options: MarkdownOptions; mentions: Set<string>; links: Set<string> };

/** Handles are matched as people type them; a dot or dash at the end belongs to the sentence. */
const MENTION = /(?<![\p{L}\p{N}_@/.:+-])@([a-z0-9](?:[a-z0-9_.-]{0,38}[a-z0-9_])?)/giu;
/** More names in one text is spam; the rest stay plain words. */
const MAX_MENTIONS = 50;

/** Turns `@handle` in running text into links: not in code, in links, or behind a backslash. */
export function linkMentions(state: StateCore): void {
  const rendering = state.env.rendering as Rendering;
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.content.includes('@')) continue;
    let linkDepth = 0;
    block.children = (block.children ?? []).flatMap((token) => {
      if (token.type === 'link_open') linkDepth += 1;
      if (token.type === 'link_close') linkDepth -= 1;
      return token.type === 'text' && linkDepth === 0 ? splitMentions(token, state, rendering) : [token];
    });
  }
}

function splitMentions(token: Token, state: StateCore, { options, mentions }: Rendering): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of token.content.matchAll(MENTION)) {
    const handle = match[1]!.toLowerCase();
    if (!mentions.has(handle) && mentions.size >= MAX_MENTIONS) continue;
    const url = options.mention?.(handle) ?? null;
    if (url === null || safeHref(url) === null) continue;
    mentions.add(handle);
    tokens.push(textToken(state, token.content.slice(end, match.index)), ...linkTokens(state, url, match[0], 'mention'));
    end = match.index + match[0].length;
  }
  if (end === 0) return [token];
  return [...tokens, textToken(state, token.content.slice(end))];
}

/** Images of this site stay, with their size; others become links, or words where they stand in a link. */
export function placeImages(state: StateCore): void {
  const { options } = state.env.rendering as Rendering;
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children?.some((token) => token.type === 'image')) continue;
    let linkDepth = 0;
    block.children = block.children.flatMap((token) => {
      if (token.type === 'link_open') linkDepth += 1;
      if (token.type === 'link_close') linkDepth -= 1;
      if (token.type !== 'image') return [token];
      const source = attribute(token, 'src');
      if (isOurImage(source, options)) return [sizedImage(token, source, options)];
      const label = state.md.renderer.renderInlineAsText(token.children ?? [], state.md.options, state.env) || source;
      return linkDepth > 0 || safeHref(source) === null ? [textToken(state, label)] : linkTokens(state, source, label);
    });
  }
}

function isOurImage(source: string, options: MarkdownOptions): boolean {
  if (safeHref(source) === null || /%2[e27]|%3[ce]|\.\.|[?#]/i.test(source)) return false;
  return (options.imagePaths ?? []).some((path) => source.startsWith(path));
}

/** With its size known, the page does not jump when the image comes. */
function sizedImage(token: Token, source: string, options: MarkdownOptions): Token {
  const size = options.imageSize?.(source);
  if (size) token.attrs!.push(['width', String(size.width)], ['height', String(size.height)]);
  token.attrs!.push(['loading', 'lazy'], ['decoding', 'async']);
  return token;
}

const ALIGN: Record<string, string> = { left: 'align-start', center: 'align-center', right: 'align-end' };

/**
 * Headings two levels down (the page has its own h1 and h2), alignment of cells as classes (the content
 * policy forbids style attributes), and writing direction: each paragraph, heading, table and outermost
 * list finds its own from its first letter. What is inside a list follows the list, or its markers
 * would stand on the wrong side.
 */
export function fitBlocks(state: StateCore): void {
  let listDepth = 0;
  for (const token of state.tokens) {
    const list = token.type === 'bullet_list_open' || token.type === 'ordered_list_open';
    if (token.tag.length === 2 && /^heading_/.test(token.type)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 2)}`;
    if (listDepth === 0 && (list || /^(?:paragraph|heading|table)_open$/.test(token.type))) token.attrs = [...(token.attrs ?? []), ['dir', 'auto']];
    if (list) listDepth += 1;
    if (/^(?:bullet|ordered)_list_close$/.test(token.type)) listDepth -= 1;
    const align = /text-align:(\w+)/.exec(attribute(token, 'style'))?.[1];
    if (align) token.attrs = [['class', ALIGN[align] ?? 'align-start']];
  }
}

/** Notes where links lead, each once. */
export function noteLinks(state: StateCore): void {
  const { links } = state.env.rendering as Rendering;
  for (const block of state.tokens) {
    for (const token of block.children ?? []) {
      if (token.type === 'link_open' && attribute(token, 'class') !== 'mention') links.add(attribute(token, 'href'));
    }
  }
}

function attribute(token: Token, name: string): string {
  return String(token.attrs?.find(([key]) => key === name)?.[1] ?? '');
}

function textToken(state: StateCore, content: string): Token {
  const token = new state.Token('text', '', 0);
  token.content = content;
  return token;
}

function linkTokens(state: StateCore, href: string, text: string, className?: string): Token[] {
  const open = new state.Token('link_open', 'a', 1);
  open.attrs = [['href', href], ...(className ? [['class', className] as [string, string]] : [])];
  return [open, textToken(state, text), new state.Token('link_close', 'a', -1)];
}
