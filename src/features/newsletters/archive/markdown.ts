import { translator } from '#platform/i18n/index.ts';
import { dayOf } from '#ui/time.ts';
import { filled, type Content } from '../mail/content.ts';

/** An issue as Markdown, to keep or to reuse. */
export function asMarkdown(content: Content, base: string, self: string): string {
  const { issue, space, blocks } = content;
  const t = translator(issue.language);
  const parts = [
    `# ${line(issue.title)}`,
    `${line(space.name)}, ${dayOf(issue.sent_at ?? issue.created_at, issue.language)}  \n${self}`,
    issue.introduction,
    ...filled(blocks).map((block) => {
      if (block.kind === 'heading') return `## ${line(block.text)}`;
      if (block.kind === 'text') return block.text;
      const { title, summary, credit, place, href } = block.card!;
      const by = [credit, place].filter(Boolean).join(' · ');
      return [`### [${line(title).replace(/[[\]\\]/g, '\\$&')}](${base}${href})`, by && `*${by}*`, block.text || summary].filter(Boolean).join('\n\n');
    }),
    `---\n\n${t('newsletters.markdown_foot', { name: space.name })}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const line = (text: string) => text.replace(/\s+/g, ' ');
