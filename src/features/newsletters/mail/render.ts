import { direction, translator } from '#platform/i18n/index.ts';
import { wrap } from '#platform/mail/letter.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { mailColours } from './colours.ts';
import { contentsOf, filled, type Content, type ShownBlock } from './content.ts';
import { withHrefs } from './hrefs.ts';
import { proseText } from './prose.ts';

/** What differs between recipients, and where the links go. */
export interface Rendering {
  base: string;
  /** The address of the issue in the archive. */
  archive: string;
  unsubscribe: string;
  /** Why it came: as a member, or as a subscriber. */
  why: 'member' | 'subscriber';
  /** Whether its reader lets clicks be counted. */
  counts: boolean;
  /** Sends a link on its way, perhaps by the page that counts. */
  link(url: string): string;
}

/** An issue as text and as HTML: two renderings of one content. */
export function renderIssue(content: Content, rendering: Rendering): { text: string; html: string } {
  const t = translator(content.issue.language);
  const name = content.space.name;
  const foot = [
    t(`newsletters.mail.why_${rendering.why}`, { name }),
    ...(rendering.counts ? [t('newsletters.mail.counts')] : []),
  ];
  return { text: asText(content, rendering, foot), html: asHtml(content, rendering, foot) };
}

const RULE = '-'.repeat(40);

function asText(content: Content, { base, archive, unsubscribe, link }: Rendering, foot: string[]): string {
  const { issue, space, community } = content;
  const t = translator(issue.language);
  const prose = (html: string) => wrap(proseText(withAbsoluteLinks(html, base), link));
  const contents = contentsOf(content);
  const parts = [
    wrap([issue.title, nameOf(space, community)].join('\n')),
    issue.introduction_html && prose(issue.introduction_html),
    contents.length > 0 && `${t('newsletters.mail.contents')}\n${contents.map((title) => wrap(`* ${title}`)).join('\n')}`,
    ...filled(content.blocks).map((block) => blockText(block, prose, (path) => link(base + path))),
    RULE,
    ...foot.map(wrap),
    `${t('newsletters.mail.archive')}\n${archive}`,
    `${t('newsletters.mail.unsubscribe')}\n${unsubscribe}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function blockText(block: ShownBlock, prose: (html: string) => string, link: (path: string) => string): string {
  if (block.kind === 'heading') return `${RULE}\n${wrap(block.text.toLocaleUpperCase())}`;
  if (block.kind === 'text') return prose(block.html);
  const { title, summary, href } = block.card!;
  return [wrap(`${title}`), wrap(creditOf(block)), wrap(block.text || summary), link(href)].filter(Boolean).join('\n');
}

function creditOf({ card }: ShownBlock & { kind: 'item' }): string {
  return [card!.credit, card!.place].filter(Boolean).join(' · ');
}

const nameOf = (space: { name: string; tagline: string | null }, community: { name: string }) =>
  [space.name === community.name ? space.name : `${space.name} · ${community.name}`, space.tagline].filter(Boolean).join(' · ');

function asHtml(content: Content, { base, archive, unsubscribe, link }: Rendering, foot: string[]): string {
  const { issue, space, community } = content;
  const t = translator(issue.language);
  const dir = direction(issue.language);
  const linked = (html: string) => withHrefs(withAbsoluteLinks(html, base), link);
  const contents = contentsOf(content);
  const parts = [
    `<p class="n"><b>${escapeHtml(space.name)}</b>${space.tagline ? `<br><i>${escapeHtml(space.tagline)}</i>` : ''}</p>`,
    `<h1 dir="auto">${escapeHtml(issue.title)}</h1>`,
    linked(issue.introduction_html),
    contents.length > 0 && `<div class="c"><b>${escapeHtml(t('newsletters.mail.contents'))}</b><ul>${contents.map((title) => `<li dir="auto">${escapeHtml(title)}</li>`).join('')}</ul></div>`,
    ...filled(content.blocks).map((block) => blockHtml(block, linked, (path) => link(base + path), t('newsletters.mail.read'))),
    `<div class="f">${foot.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${escapeHtml(archive)}">${escapeHtml(t('newsletters.mail.archive'))}</a> &nbsp;·&nbsp; <a href="${escapeHtml(unsubscribe)}">${escapeHtml(t('newsletters.mail.unsubscribe'))}</a></p></div>`,
  ];
  // What a list of mails shows beside the subject.
  const preview = `<div class="p">${escapeHtml(excerpt(previewOf(content), 120))}</div>`;
  return (
    `<!doctype html><html lang="${escapeHtml(issue.language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
    `<title>${escapeHtml(issue.title)}</title><style>${sheet(community.hue)}</style></head><body>${preview}<div class="l">${parts.filter(Boolean).join('\n')}</div></body></html>`
  );
}

function previewOf({ issue, blocks }: Content): string {
  const titles = blocks.flatMap((block) => (block.kind === 'item' && block.card ? [block.card.title] : []));
  return proseText(issue.introduction_html, () => '') || titles.join(' · ');
}

function blockHtml(block: ShownBlock, linked: (html: string) => string, link: (path: string) => string, read: string): string {
  if (block.kind === 'heading') return `<h2 dir="auto">${escapeHtml(block.text)}</h2>`;
  if (block.kind === 'text') return linked(block.html);
  const { title, summary, href, language } = block.card!;
  const credit = creditOf(block);
  const url = escapeHtml(link(href));
  return (
    `<div class="k" lang="${escapeHtml(language)}"><h3 dir="auto"><a href="${url}">${escapeHtml(title)}</a></h3>` +
    `${credit ? `<p class="s" dir="auto">${escapeHtml(credit)}</p>` : ''}<p dir="auto">${escapeHtml(block.text || summary).replaceAll('\n', '<br>')}</p><p class="r"><a href="${url}">${escapeHtml(read)}</a></p></div>`
  );
}

// Mail programs understand little CSS: rules are few, logical sides are given both ways, nothing is loaded.
function sheet(hue: number): string {
  const { light, dark } = mailColours(hue);
  const serif = "Georgia,'Times New Roman',serif";
  const coloured = (c: typeof light) =>
    `body{background:${c.paper};color:${c.ink}}a,h3 a,.n b{color:${c.brand}}.s,.n i,.f{color:${c.soft}}.n,.f,h2{border-color:${c.line}}blockquote,.c{border-color:${c.brand}}`;
  return (
    `:root{color-scheme:light dark}body{margin:0;padding:24px 16px;font:17px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}` +
    `.l{max-width:36em;margin:0 auto}.p{display:none;max-height:0;overflow:hidden}h1,h2,h3{font-family:${serif};font-weight:600;line-height:1.25}` +
    `h1{font-size:30px;margin:24px 0 16px}h2{font-size:21px;margin:36px 0 8px;padding-top:18px;border-top:1px solid}h3{font-size:19px;margin:0 0 4px}h3 a{text-decoration:none}` +
    `p{margin:0 0 12px}.n{border-bottom:1px solid;padding-bottom:14px}.n b{font:600 18px ${serif}}.n i{font-size:15px}.k{margin:22px 0 26px}.s{font-size:15px;margin:0 0 6px}.r{font-size:15px;margin:0}` +
    `.c{border-inline-start:3px solid;padding:2px 16px;margin:20px 0}.c ul{margin:6px 0;padding-inline-start:18px}blockquote{margin:0 0 12px;padding-inline-start:14px;border-inline-start:3px solid}` +
    `pre{white-space:pre-wrap}img{max-width:100%}.f{border-top:1px solid;margin-top:40px;padding-top:16px;font-size:14px}` +
    `${coloured(light)}@media(prefers-color-scheme:dark){${coloured(dark)}}`
  );
}
