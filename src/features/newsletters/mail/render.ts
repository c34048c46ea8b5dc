import { translator } from '#platform/i18n/index.ts';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import type { Content } from './content.ts';

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
  /** The address of the community's logo, as far as mail can show it. */
  logo: string | null;
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
