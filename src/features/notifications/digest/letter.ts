import { translator, type Translate } from '#platform/i18n/index.ts';
import { mailPage, wrap } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import type { Viewer } from '#platform/viewer.ts';
import { baseUrl, type Config } from '../../../config.ts';
import type { ShownLine } from '../ledger/lines.ts';
import type { Shown } from './excerpts.ts';

/** One discussion, or whatever else was told, with what is new in it. */
export interface Part {
  line: ShownLine;
  why: string;
  near: boolean;
  items: { notificationId: number; itemId: number | null; href: string; excerpt: Shown | undefined }[];
}

/** Of one discussion, and of all: a digest is short. */
const SHOWN = { items: 4, parts: 25 };

/** All parts in one short mail, in the language of its reader: the same as text and as HTML. */
export function digestLetter(config: Config, reader: Viewer, parts: Part[], { host, unsubscribe, headers }: { host: string; unsubscribe: string; headers: Record<string, string> }): Omit<OutgoingMail, 'to'> {
  const t = translator(reader.language);
  const base = baseUrl(config);
  const n = parts.reduce((sum, part) => sum + part.items.length, 0);
  const shown = parts.slice(0, SHOWN.parts);
  const context: Context = { t, base };
  const rest = parts.length > shown.length ? { label: t('notifications.digest.rest'), href: `${base}/me/inbox` } : null;
  const foot = [`${t('notifications.digest.foot')} ${base}/me/settings/notifications`, `${t('notifications.digest.stop')} ${unsubscribe}`];
  const lead = t('notifications.digest.lead', { host });
  const groups = [...Map.groupBy(shown, ({ line }) => line.community?.name ?? t('notifications.digest.elsewhere'))];
  const text = [lead, ...groups.map(([name, group]) => textGroup(name, group, context)), ...(rest ? [`${rest.label}\n${rest.href}`] : [])].map(wrap).join('\n\n\n');
  const html = [
    `<p dir="auto">${escapeHtml(lead)}</p>`,
    ...groups.map(([name, group]) => `<h2 dir="auto">${escapeHtml(name)}</h2>${group.map((part) => htmlPart(part, context)).join('')}`),
    rest ? `<p><a href="${rest.href}">${escapeHtml(rest.label)}</a></p>` : '',
    `<p dir="auto"><small>${foot.map((line) => escapeHtml(line)).join('<br>')}</small></p>`,
  ];
  return {
    subject: `[${host}] ${t('notifications.digest.subject', { n, first: shown[0]!.line.title })}`,
    text: `${text}\n\n-- \n${foot.map(wrap).join('\n')}\n`,
    html: mailPage(reader.language, html.join('')),
    headers: {
      'Auto-Submitted': 'auto-generated',
      Precedence: 'bulk',
      ...headers,
    },
  };
}

interface Context {
  t: Translate;
  base: string;
}

function textGroup(name: string, parts: Part[], context: Context): string {
  return [`${name}\n${'='.repeat(Math.min(72, name.length))}`, ...parts.map((part) => textPart(part, context))].join('\n\n');
}

function textPart({ line, why, items }: Part, { t, base }: Context): string {
  const blocks = shownOf(items).map(({ excerpt, itemId }) => {
    if (!excerpt) return `${line.text}\n${base}${line.href}`;
    const { by, words, answerTo } = excerpt;
    return [`${by}: ${words}`, base + itemHref(line, itemId), ...(answerTo ? [`${t('notifications.digest.answer')}: ${answerTo}`] : [])].join('\n');
  });
  const more = isMore(items) ? [`${t('notifications.digest.more', { n: items.length - SHOWN.items })}: ${base}${line.href}`] : [];
  return [`* ${line.title}\n${why}`, ...blocks, ...more].join('\n\n');
}

function htmlPart({ line, why, items }: Part, { t, base }: Context): string {
  const link = (href: string, label: string) => `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
  const blocks = shownOf(items).map(({ excerpt, itemId }) => {
    if (!excerpt) return `<p dir="auto">${escapeHtml(line.text)}</p>`;
    const answer = excerpt.answerTo ? ` · ${link(`mailto:${excerpt.answerTo}?subject=${encodeURIComponent(`Re: ${line.title}`)}`, t('notifications.digest.answer'))}` : '';
    return `<p dir="auto"><b>${escapeHtml(excerpt.by)}</b>: ${escapeHtml(excerpt.words)}<br>${link(base + itemHref(line, itemId), t('notifications.digest.open'))}${answer}</p>`;
  });
  const more = isMore(items) ? `<p>${link(base + line.href, t('notifications.digest.more', { n: items.length - SHOWN.items }))}</p>` : '';
  return `<h3 dir="auto">${link(base + line.href, line.title)}</h3><p dir="auto"><small>${escapeHtml(why)}</small></p>${blocks.join('')}${more}`;
}

/** What has no words of its own is said once, by its line. */
function shownOf(items: Part['items']): Part['items'] {
  return items.slice(0, items[0]?.excerpt ? SHOWN.items : 1);
}

function isMore(items: Part['items']): boolean {
  return items[0]?.excerpt !== undefined && items.length > SHOWN.items;
}

/** A line leads to the oldest of its items; the others lie beside it. */
function itemHref(line: ShownLine, itemId: number | null): string {
  return itemId === null || line.itemId === null ? line.href : line.href.replace(new RegExp(`/${line.itemId}$`), `/${itemId}`);
}
