import { translator } from '#platform/i18n/index.ts';
import { wrap } from '#platform/mail/letter.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { contentsOf, creditOf, datedOf, filled, nameOf, type Content, type ShownBlock } from './content.ts';
import { proseText } from './prose.ts';
import type { Rendering } from './render.ts';

const COLUMNS = 72;
const THIN = '-'.repeat(COLUMNS);

/** An issue for those who read plain text: within 72 columns, each part to be told from the next. */
export function asText(content: Content, { base, archive, unsubscribe, link }: Rendering, foot: string[]): string {
  const { issue, space } = content;
  const t = translator(issue.language);
  const prose = (html: string) => wrap(proseText(withAbsoluteLinks(html, base), link));
  const contents = contentsOf(content);
  const parts = [
    wrap([nameOf(content), space.tagline, datedOf(content, t).join(' · ')].filter(Boolean).join('\n')),
    ruled(issue.title, '='),
    issue.introduction_html && prose(issue.introduction_html),
    contents.length > 0 && `${t('newsletters.mail.contents')}\n${contents.map((title) => hung('* ', title)).join('\n')}`,
    ...filled(content.blocks).map((block) => blockText(block, prose, (path) => link(base + path))),
    THIN,
    ...foot.map(wrap),
    `${t('newsletters.mail.archive')}\n${archive}`,
    `${t('newsletters.mail.unsubscribe')}\n${unsubscribe}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function blockText(block: ShownBlock, prose: (html: string) => string, link: (path: string) => string): string {
  if (block.kind === 'heading') return `\n${THIN}\n${wrap(block.text.toLocaleUpperCase())}\n${THIN}`;
  if (block.kind === 'text') return prose(block.html);
  const { title, summary, href } = block.card!;
  const credit = creditOf(block);
  if (block.weight === 'line') return [hung('* ', title), ...(credit ? [hung('  ', credit)] : []), `  ${link(href)}`].join('\n');
  return [block.weight === 'lead' ? ruled(title, '-') : wrap(title), wrap(credit), wrap(block.text || summary), link(href)].filter(Boolean).join('\n');
}

/** A title with a line below it, as long as itself. */
function ruled(title: string, line: string): string {
  const lines = wrap(title);
  return `${lines}\n${line.repeat(Math.max(...lines.split('\n').map((text) => text.length)))}`;
}

/** Lines that stand below the beginning of the first, behind its mark. */
function hung(mark: string, text: string): string {
  const [first, ...more] = wrap(`${mark}${text}`).split('\n');
  return [first, ...more.map((line) => `${' '.repeat(mark.length)}${line}`)].join('\n');
}
