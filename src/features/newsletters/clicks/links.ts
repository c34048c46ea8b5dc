import { baseUrl, type Config } from '../../../config.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { hrefsIn } from '../mail/hrefs.ts';
import { filled, type Content } from '../mail/content.ts';

/** Where the links of an issue lead, each once. */
export function linksIn({ issue, blocks }: Content, config: Config): string[] {
  const base = baseUrl(config);
  const prose = withAbsoluteLinks([issue.introduction_html, ...blocks.map((block) => (block.kind === 'text' ? block.html : ''))].join('\n'), base);
  const cards = filled(blocks).flatMap((block) => (block.kind === 'item' ? [base + block.card!.href] : []));
  return [...new Set([...cards, ...hrefsIn(prose)])];
}
