import { paper } from '#platform/mail/paper.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { itemHref, moreThan, shownOf, type Digest, type Part } from './parts.ts';

/** A digest as a page: what concerns its reader stands in the colour that says so, each community in its own. */
export function digestPage(digest: Digest): string {
  const { t, host, language, lead, day, count, groups, rest, foot } = digest;
  const [first, ...others] = groups;
  const body = groups.map(({ name, parts }, index) => `<div class="h${index}"><h2 class="h" dir="auto">${escapeHtml(name)}</h2>${parts.map((part) => htmlPart(part, digest)).join('')}</div>`);
  return paper({
    language,
    title: t('notifications.digest.title'),
    preview: groups.flatMap(({ parts }) => parts.map(({ line }) => line.title)).join(' · '),
    hues: [first!.hue, ...others.map(({ hue }) => hue)],
    masthead: `<p class="n" dir="auto">${escapeHtml(host)}</p><h1>${escapeHtml(t('notifications.digest.title'))}</h1><p class="d">${escapeHtml(`${day} · ${count}`)}</p>`,
    body: [`<p class="t" dir="auto">${escapeHtml(lead)}</p>`, ...body, rest ? `<p>${link(rest.href, rest.label)}</p>` : ''].join('\n'),
    foot: foot.map(({ label, href }) => `<p>${escapeHtml(label)} ${link(href, href.replace(/^https?:\/\//, '').replace(/\/unsubscribe\/.*/, '/unsubscribe'))}</p>`).join(''),
  });
}

const link = (href: string, label: string, name = '') => `<a${name && ` class="${name}"`} href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;

function htmlPart({ line, why, near, items }: Part, { t, base }: Digest): string {
  const blocks = shownOf(items).map(({ excerpt, itemId }) => {
    if (!excerpt) return `<p dir="auto">${escapeHtml(line.text)}</p>`;
    const answer = excerpt.answerTo ? ` &nbsp;·&nbsp; ${link(`mailto:${excerpt.answerTo}?subject=${encodeURIComponent(`Re: ${line.title}`)}`, t(excerpt.alone ? 'notifications.digest.answer_alone' : 'notifications.digest.answer', { by: excerpt.by }))}` : '';
    return `<div class="row"><p dir="auto"><b>${escapeHtml(excerpt.by)}</b><br>${escapeHtml(excerpt.words)}</p><p class="s">${link(base + itemHref(line, itemId), t('notifications.digest.open'))}${answer}</p></div>`;
  });
  const more = moreThan(items) > 0 ? `<p>${link(base + line.href, t('notifications.digest.more', { n: moreThan(items) }), 'a')}</p>` : '';
  return `<div class="k${near ? ' sun' : ''}"><h3 class="x" dir="auto">${link(base + line.href, line.title)}</h3><p class="s" dir="auto">${escapeHtml(why)}</p>${blocks.join('')}${more}</div>`;
}
