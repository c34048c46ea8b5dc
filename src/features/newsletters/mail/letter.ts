import { baseUrl, type Config } from '../../../config.ts';
import { translator } from '#platform/i18n/index.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { hrefOf } from '../../communities/index.ts';
import { hrefOfIssue } from '../links.ts';
import type { Content } from './content.ts';
import { renderIssue, type Rendering } from './render.ts';

/** How an issue is rendered for a kind of reader; the given links go by the counting page, for readers who let them be counted. */
export function renderingOf(config: Config, { issue, space, community }: Content, to: Pick<Rendering, 'why' | 'unsubscribe' | 'logo'>, links: string[]): Rendering {
  const base = baseUrl(config);
  const list = `${base}${hrefOf(community, space === community ? null : space)}/newsletters`;
  const numbers = new Map(links.map((url, index) => [url, index + 1]));
  return {
    ...to,
    base,
    counts: links.length > 0,
    archive: hrefOfIssue(list, issue),
    link: (url) => (numbers.has(url) ? `${list}/${issue.id}/links/${numbers.get(url)}` : url),
  };
}

/** How the HTML names a logo that travels with the mail. */
export const LOGO = 'cid:logo';

/** An issue as a mail to one reader, with the logo as base64, and the headers that say where it ends. */
export function issueLetter(config: Config, content: Content, rendering: Rendering, { host, logo, ending, messageId }: { host: string; logo: string | null; ending: Record<string, string>; messageId?: string }): Omit<OutgoingMail, 'to'> {
  const { issue, space, community } = content;
  const t = translator(issue.language);
  const domain = new URL(rendering.base).hostname;
  return {
    ...renderIssue(content, rendering),
    ...(logo && { attachments: [{ cid: 'logo', filename: 'logo.png', contentType: 'image/png', content: logo, encoding: 'base64' as const }] }),
    subject: issue.title,
    from: senderOf(config, t('newsletters.mail.from', { name: space.name, host })),
    ...(messageId && { messageId }),
    headers: {
      'List-Id': `<${['newsletters', ...(space === community ? [] : [space.slug]), community.slug, domain].join('.')}>`,
      ...ending,
      'List-Archive': `<${rendering.archive.replace(/\/[^/]*$/, '')}>`,
      'Archived-At': `<${rendering.archive}>`,
      // Written by people and sent to many: no answering machine should answer it (RFC 3834 §2).
      Precedence: 'bulk',
      'Auto-Submitted': 'auto-generated',
      'Content-Language': issue.language,
    },
  };
}
