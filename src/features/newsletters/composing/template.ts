import type { Translate } from '#platform/i18n/index.ts';
import type { DraftBlock } from '../sources.ts';
import type { Template } from '../tables.ts';

/** What an issue of a template begins with; the monthly one is filled from the month itself. */
export function blocksOfTemplate(template: Exclude<Template, 'monthly'>, t: Translate): DraftBlock[] {
  if (template === 'letter') return [{ kind: 'text', text: '' }];
  return ['what', 'why', 'next'].flatMap((part): DraftBlock[] => [
    { kind: 'heading', text: t(`newsletters.brief.${part}`) },
    { kind: 'text', text: '' },
  ]);
}
