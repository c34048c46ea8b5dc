import { translator } from '#platform/i18n/index.ts';
import { paper } from '#platform/mail/paper.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { contentsOf, creditOf, datedOf, filled, levelAt, nameOf, type Content, type ShownBlock } from './content.ts';
import { withHrefs } from './hrefs.ts';
import { proseText } from './prose.ts';
import type { Rendering } from './render.ts';

/** An issue as a page: a band with who it is from, then what it holds, each thing with the room it deserves. */
export function asHtml(content: Content, { base, archive, unsubscribe, logo, link }: Rendering, foot: string[]): string {
  const { issue, space, community } = content;
  const t = translator(issue.language);
  const linked = (html: string) => withHrefs(withAbsoluteLinks(html, base), link);
  const contents = contentsOf(content);
  const body = [
    issue.introduction_html && `<div class="i" dir="auto">${linked(issue.introduction_html)}</div>`,
    contents.length > 0 && `<div class="c"><b>${escapeHtml(t('newsletters.mail.contents'))}</b><ol>${contents.map((title) => `<li dir="auto">${escapeHtml(title)}</li>`).join('')}</ol></div>`,
    ...filled(content.blocks).map((block, index, all) => blockHtml(block, levelAt(all, index), linked, (path) => link(base + path), t('newsletters.mail.read'))),
  ];
  const picture = logo ? `<img src="${escapeHtml(logo)}" width="48" height="48" alt="">` : '';
  return paper({
    language: issue.language,
    title: issue.title,
    preview: previewOf(content),
    hues: [community.hue],
    masthead: [
      `<p class="n">${picture}${escapeHtml(nameOf(content))}</p>`,
      space.tagline ? `<p class="t" dir="auto">${escapeHtml(space.tagline)}</p>` : '',
      `<h1 dir="auto">${escapeHtml(issue.title)}</h1><p class="d">${datedOf(content, t).map((part) => `<bdi>${escapeHtml(part)}</bdi>`).join(' · ')}</p>`,
    ].join(''),
    body: body.filter(Boolean).join('\n'),
    foot: `${foot.map((line) => `<p dir="auto">${escapeHtml(line)}</p>`).join('')}<p>${anchor(archive, t('newsletters.mail.archive'))} &nbsp;·&nbsp; ${anchor(unsubscribe, t('newsletters.mail.unsubscribe'))}</p>`,
  });
}

const anchor = (url: string, words: string) => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`;

function previewOf({ issue, blocks }: Content): string {
  const titles = blocks.flatMap((block) => (block.kind === 'item' && block.card ? [block.card.title] : []));
  return proseText(issue.introduction_html, () => '') || titles.join(' · ');
}

function blockHtml(block: ShownBlock, level: string, linked: (html: string) => string, link: (path: string) => string, read: string): string {
  if (block.kind === 'heading') return `<h2 class="h" dir="auto">${escapeHtml(block.text)}</h2>`;
  if (block.kind === 'text') return linked(block.html);
  const { title, summary, href, language } = block.card!;
  const credit = creditOf(block);
  const url = escapeHtml(link(href));
  const lang = escapeHtml(language);
  const by = credit ? `<p class="s" dir="auto">${escapeHtml(credit)}</p>` : '';
  if (block.weight === 'line') return `<div class="row" lang="${lang}"><${level} class="x" dir="auto"><a href="${url}">${escapeHtml(title)}</a></${level}>${by}</div>`;
  return (
    `<div class="k${block.weight === 'lead' ? ' lead' : ''}" lang="${lang}"><${level} class="x" dir="auto"><a href="${url}">${escapeHtml(title)}</a></${level}>` +
    `${by}<p dir="auto">${escapeHtml(block.text || summary).replaceAll('\n', '<br>')}</p><a class="a" href="${url}">${escapeHtml(read)}</a></div>`
  );
}
