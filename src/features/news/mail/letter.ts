import { translator, type Translate } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { proseAsHtml, proseAsText } from '#platform/mail/prose.ts';
import { senderOf } from '#platform/mail/sender.ts';
import type { Viewer } from '#platform/viewer.ts';
import { exactTime } from '#ui/time.ts';
import { baseUrl, type Config } from '../../../config.ts';
import { mailWays, prefixed } from '../../communities/index.ts';
import type { ReadableNews } from '../access.ts';
import { linksOf } from '../links.ts';

interface Sent {
  /** The sentence that says why they get it. */
  why: string;
  /** Where news by mail end, and the headers that say so, when not where all mail of the place ends. */
  stop: { link: string; headers: Record<string, string> } | null;
  /** Where it is answered by mail, when mail is received. */
  replyTo: string | null;
  /** Whether that reaches its author only. */
  alone: boolean;
  messageId: string;
}

/** A post as a mail to one reader, in their language and by their clock. */
export function newsLetter(config: Config, reader: Viewer, post: ReadableNews, { why, stop, replyTo, alone, messageId }: Sent): Omit<OutgoingMail, 'to'> {
  const { at: place, home } = post;
  const base = baseUrl(config);
  const host = new URL(base).hostname;
  const t = translator(reader.language);
  const href = base + linksOf(place, home, post).at;
  const facts = factsOf(t, reader, post);
  const parts = letter({
    language: reader.language,
    place: home.parent_id === null ? home.name : `${home.name} · ${place.community.name}`,
    hue: place.community.hue,
    preview: post.summary,
    title: post.type === 'news' ? post.title : `${t(`news.type.${post.type}`)}: ${post.title}`,
    paragraphs: [post.summary, ...(facts ? [facts] : []), ...(post.body ? [proseAsText(post.html, base)] : [])],
    html: post.body ? { [facts ? 2 : 1]: proseAsHtml(post.html, base) } : {},
    button: { href, label: t('news.mail.read') },
    foot: [why, ...(replyTo ? [t(alone ? 'news.mail.answer_alone' : 'news.mail.answer', { name: post.author_name ?? t('news.unknown') })] : []), ...(stop ? [`${t('news.mail.stop')} ${stop.link}`] : [])].join('\n'),
  });
  return {
    ...parts,
    subject: prefixed(mailWays(place.community, home), post.type === 'news' ? post.title : `${t(`news.type.${post.type}`)}: ${post.title}`),
    from: senderOf(config, t('communities.mail.via', { name: post.author_name ?? t('news.unknown'), place: place.community.name })),
    ...(replyTo && { replyTo }),
    // Told to many: after what people wait for.
    priority: 6,
    messageId,
    headers: {
      'List-Id': `<${['news', ...(home.parent_id === null ? [] : [home.slug]), place.community.slug, host].join('.')}>`,
      ...stop?.headers,
      'List-Archive': `<${base}${linksOf(place, home, post).list}/archive>`,
      'Archived-At': `<${href}>`,
      'Auto-Submitted': 'auto-generated',
    },
  };
}

function factsOf(t: Translate, { language, timeZone }: Viewer, post: ReadableNews): string {
  const time = (at: number | null) => at !== null && exactTime(at, language, timeZone);
  const facts = { starts: time(post.starts_at), ends: time(post.ends_at), deadline: time(post.deadline_at), place: post.place, link: post.link };
  return Object.entries(facts).flatMap(([name, value]) => (value ? [`${t(`news.fact.${name}`)}: ${value}`] : [])).join('\n');
}
