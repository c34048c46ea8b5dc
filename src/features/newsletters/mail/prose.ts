import { tidyLines } from '#platform/text/escape.ts';
import { plainText } from '#platform/text/excerpt.ts';

/**
 * The words of HTML that our sanitiser made, for the text of a mail: paragraphs stay apart, lists keep
 * their marks, quotations their signs, and links stand behind their words.
 */
export function proseText(html: string, link: (url: string) => string): string {
  const marked = html
    .replace(/<a\b[^>]*? href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, url: string, words: string) => linked(words, url, link))
    .replace(/<li\b[^>]*>(?:\s*<p[^>]*>)?/g, '<li>* ')
    .replace(/<blockquote\b[^>]*>(.*?)<\/blockquote>/gs, (_, inner: string) => inner.replace(/<(p|li)\b[^>]*>/g, '$&&gt; '))
    .replace(/<\/(?:p|ul|ol|h[1-6]|pre|table|blockquote)>/g, `$&\uE000<br>`);
  return tidyLines(plainText(marked).replace(/\uE000/g, '\n')).trimStart();
}

function linked(words: string, url: string, link: (url: string) => string): string {
  const plain = url.replaceAll('&amp;', '&');
  const target = /^https?:/.test(plain) ? link(plain) : plain.replace(/^mailto:/, '');
  if (target === '' || plainText(words) === target) return words;
  return `${plainText(words) === plain ? '' : `${words} `}&lt;${target.replaceAll('&', '&amp;')}&gt;`;
}
