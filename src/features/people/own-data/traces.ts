import { slug } from '#platform/text/excerpt.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import type { Traces } from './registry.ts';

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
// \b knows the letters of English only.
const whole = (text: string) => `(?<![\\p{L}\\p{N}_])${literal(text)}(?![\\p{L}\\p{N}_])`;

/** Names that are one word are words of a language too: they stay in what others wrote. */
const namesSomebody = (name: string) => /\s/.test(name.trim());

/** A plain or Markdown text without what tells of somebody: mentions, full name, addresses. */
export function withoutTraces(text: string, { name, handle, addresses, instead }: Traces): string {
  const patterns = [...addresses.map(whole), `@${literal(handle)}(?![\\w-])`, ...(namesSomebody(name) ? [whole(name)] : [])];
  return text.replace(new RegExp(patterns.join('|'), 'giu'), instead);
}

/** The same in HTML, where a mention is a link. */
export function withoutTracesInHtml(html: string, traces: Traces): string {
  const mention = new RegExp(`<a\\b[^>]*href="/people/${literal(traces.handle)}"[^>]*>[\\s\\S]*?</a>`, 'giu');
  const escaped = { ...traces, name: escapeHtml(traces.name), instead: escapeHtml(traces.instead) };
  return withoutTraces(html.replace(mention, escaped.instead), escaped);
}

/** The same in the part of an address that was made of a title. */
export function withoutTracesInSlug(text: string, { name, handle, instead }: Traces): string {
  const named = [...(handle.includes('-') ? [handle] : []), ...(namesSomebody(name) ? [slug(name)] : [])].map(literal).join('|');
  return named ? text.replace(new RegExp(`(?<=^|-)(?:${named})(?=-|$)`, 'giu'), slug(instead)) : text;
}

/** What a text that tells of somebody has in it, in lower case; not all that has it does. */
export function signsOf({ name, handle, addresses }: Traces): string[] {
  const full = namesSomebody(name) ? [name, escapeHtml(name), slug(name)] : [];
  return [...addresses, `@${handle}`, `/people/${handle}`, ...full].map((sign) => sign.toLowerCase());
}

/** Whether anything in it tells of somebody: for what is thrown away whole. */
export function hasTraces(text: string, traces: Traces): boolean {
  const lower = text.toLowerCase();
  return signsOf(traces).some((sign) => lower.includes(sign));
}
