import type { Config } from '../../../config.ts';
import { baseUrl } from '../../../config.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { plainText } from '#platform/text/excerpt.ts';
import type { Viewer } from '#platform/viewer.ts';
import { withAbsoluteLinks } from '#platform/text/atom.ts';
import { linksOf } from '../links.ts';
import { hrefOf, type Place, type Space } from '../../communities/index.ts';
import type { ReadablePost } from '../access.ts';

/** Where its reader answers a post by mail, and the domain of addresses that receive it. */
export interface Answerable {
  to: string;
  domain: string;
}

/** A post as a mail to one reader: in their language, threaded with what it answers. */
export function postLetter(
  config: Config,
  reader: Viewer,
  post: ReadablePost,
  { mentions, why, unsubscribe }: { mentions: boolean; why: string; unsubscribe: string },
  known: ReadonlyMap<number, string>,
  answer: Answerable | null,
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
    after: [...(answer ? [t('discussions.mail.answer')] : []), ...privately(t, base, reader, post)],
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
    headers: { ...listHeaders(base, place, home, links.list, answer), 'Archived-At': `<${permalink}>` },
    ...(answer && { replyTo: answer.to }),
  };
}

/** What makes a mail one of a list (RFC 2369, RFC 2919), so that mail programs sort it and offer what lists offer. */
function listHeaders(base: string, { community }: Place, home: Space, list: string, answer: Answerable | null): Record<string, string> {
  const names = [...(home.parent_id === null ? [] : [home.slug]), community.slug];
  const at = answer && ((local: string) => `<mailto:${local}@${answer.domain}>`);
  const page = (path: string) => `<${base}${path}>`;
  return {
    'List-Id': `<${[...names, new URL(base).hostname].join('.')}>`,
    'List-Post': at ? at(names.toReversed().join('.')) : page(`${list}/new`),
    'List-Archive': page(list),
    'List-Help': at ? at(`${community.slug}-help`) : page('/me/settings/notifications'),
    'List-Owner': at ? at(`${community.slug}-owner`) : page(hrefOf(community, null)),
    Precedence: 'list',
  };
}

/** Replies go to the discussion; whoever means the author alone finds another way in the mail. */
function privately(t: Translate, base: string, reader: Viewer, { author_id, author_handle }: ReadablePost): string[] {
  if (!author_handle || author_id === reader.personId) return [];
  return [`${t('discussions.mail.privately')} ${base}/people/${author_handle}/write`];
}

function messageId(id: string): string {
  return `<${id.replace(/^<|>$/g, '')}>`;
}

/** What was written is readable text as it is, whatever it was written in. */
function words({ format, body, html }: ReadablePost): string {
  return format === 'html' ? plainText(html) : body;
}
