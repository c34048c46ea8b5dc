import type { Config } from '../../../config.ts';
import { baseUrl } from '../../../config.ts';
import { translator } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { plainText } from '#platform/text/excerpt.ts';
import type { Viewer } from '#platform/viewer.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { linksOf } from '../links.ts';
import type { ReadablePost } from '../access.ts';
import { senderOf } from '#platform/mail/sender.ts';

/** A post as a mail to one reader: in their language, threaded with what it answers. */
export function postLetter(
  config: Config,
  reader: Viewer,
  post: ReadablePost,
  { mentions, why, unsubscribe }: { mentions: boolean; why: string; unsubscribe: string },
  known: ReadonlyMap<number, string>,
): Omit<OutgoingMail, 'to'> {
  const { discussion } = post;
  const { place, home } = discussion;
  const base = baseUrl(config);
  const host = new URL(base).hostname;
  const t = translator(reader.language);
  const links = linksOf(place, home, discussion);
  const permalink = `${base}${links.list}/posts/${post.id}`;
  const values = { name: post.author_name ?? t('discussions.unknown'), title: discussion.title, place: home.name };
  const opening = post.id === discussion.id;
  const parts = letter({
    language: reader.language,
    paragraphs: [t(`discussions.mail.${opening ? (mentions ? 'mentioned' : 'started') : 'replied'}`, values), words(post)],
    html: { 1: withAbsoluteLinks(post.html, base) },
    button: { href: permalink, label: t('discussions.mail.read') },
    foot: `${why}\n${t('discussions.mail.unfollow')} ${unsubscribe}`,
  });
  const id = (itemId: number) => messageId(known.get(itemId) ?? `post-${itemId}.${place.community.id}@${host}`);
  const parent = id(post.reply_to_id ?? discussion.id);
  return {
    ...parts,
    subject: `${opening ? '' : 'Re: '}[${home.name}] ${discussion.title}`,
    from: senderOf(config, `${values.name} · ${place.community.name}`),
    messageId: id(post.id),
    ...(!opening && { inReplyTo: parent, references: [...new Set([id(discussion.id), parent])] }),
    headers: {
      'List-Id': `<${[...(home.parent_id === null ? [] : [home.slug]), place.community.slug, host].join('.')}>`,
      'Archived-At': `<${permalink}>`,
    },
  };
}

function messageId(id: string): string {
  return `<${id.replace(/^<|>$/g, '')}>`;
}

/** What was written is readable text as it is, whatever it was written in. */
function words({ format, body, html }: ReadablePost): string {
  return format === 'html' ? plainText(html) : body;
}
