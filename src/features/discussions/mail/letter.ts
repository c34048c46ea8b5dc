import type { Config } from '../../../config.ts';
import { baseUrl } from '../../../config.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { proseAsHtml, proseAsText } from '#platform/mail/prose.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import type { Viewer } from '#platform/viewer.ts';
import { fileSize } from '#ui/size.ts';
import { hrefOf, mailWays, prefixed, type Place, type Space } from '../../communities/index.ts';
import { closenessIn, maySee } from '../../people/index.ts';
import type { ReadablePost } from '../access.ts';
import type { Attachment } from '../attachments/queries.ts';
import { linksOf } from '../links.ts';
import type { Answerable } from './answerable.ts';

/** What a mail of a post is made of, beside the post and its reader. */
export interface Beside {
  mentions: boolean;
  why: string;
  unsubscribe: string;
  /** The Message-IDs of the post, of what it answers, and of the opening. */
  messageId: (itemId: number) => string;
  answer: Answerable | null;
  files: Pick<Attachment, 'id' | 'name' | 'size'>[];
}

/** A post as a mail to one reader: in their language, threaded with what it answers. */
export function postLetter(config: Config, reader: Viewer, post: ReadablePost, beside: Beside): Omit<OutgoingMail, 'to'> {
  const { discussion } = post;
  const { place, home } = discussion;
  const { answer, messageId: id } = beside;
  const base = baseUrl(config);
  const t = translator(reader.language);
  const links = linksOf(place, home, discussion);
  const permalink = `${base}${links.list}/posts/${post.id}`;
  const name = post.author_name ?? t('discussions.unknown');
  const opening = post.id === discussion.id;
  const subject = `${opening ? '' : 'Re: '}${prefixed(mailWays(place.community, home), discussion.title)}`;
  const files = filesOf(reader.language, base + hrefOf(place.community, home.parent_id === null ? null : home), beside.files);
  const ways = waysToAnswer(t, base, reader, post, answer);
  const parts = letter({
    language: reader.language,
    place: home.parent_id === null ? home.name : `${home.name} · ${place.community.name}`,
    hue: place.community.hue,
    preview: excerpt(plainText(post.html), 140),
    ...(opening && { title: discussion.title }),
    paragraphs: [t(`discussions.mail.${opening ? (beside.mentions ? 'mentioned' : 'started') : 'replied'}`, { name, title: discussion.title }), proseAsText(post.html, base), ...(files ? [files.text] : []), ...ways.hint],
    html: { 1: proseAsHtml(post.html, base) + (files?.html ?? ''), ...(files && { 2: '' }) } as Record<number, string>,
    button: { href: permalink, label: t('discussions.mail.read') },
    links: ways.links,
    foot: `${beside.why}\n${t('discussions.mail.unfollow')} ${beside.unsubscribe}`,
  });
  const parent = id(post.reply_to_id ?? discussion.id);
  return {
    ...parts,
    subject,
    from: senderOf(config, t('communities.mail.via', { name, place: place.community.name })),
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

/** What becomes of a plain reply, and the other way: to all, or to the author without anybody's address. */
function waysToAnswer(t: Translate, base: string, reader: Viewer, post: ReadablePost, answer: Answerable | null) {
  const { author_id, author_handle, author_audiences, discussion } = post;
  const name = post.author_name ?? t('discussions.unknown');
  const re = `Re: ${discussion.title}`;
  const mailto = (address: string, way: string) => ({ href: `mailto:${address}?subject=${encodeURIComponent(re)}`, label: t(`discussions.mail.${way}`, { name }) });
  const reachable = author_handle && author_id !== reader.personId && author_audiences !== null && maySee({ audiences: author_audiences }, 'contact', closenessIn(reader, discussion.home));
  const page = { href: `${base}/people/${author_handle}/write?subject=${encodeURIComponent(re)}`, label: t('discussions.mail.privately', { name }) };
  const toAuthor = answer !== null && answer.to === answer.privately;
  const byMail = answer && (toAuthor ? mailto(answer.openly, 'openly_by_mail') : reachable && answer.privately && mailto(answer.privately, 'privately_by_mail'));
  return {
    links: [...(toAuthor && byMail ? [byMail] : []), ...(reachable ? [page] : []), ...(!toAuthor && byMail ? [byMail] : [])],
    hint: answer ? [t(toAuthor ? 'discussions.mail.answer_author' : 'discussions.mail.answer', { name })] : [],
  };
}

function filesOf(language: string, home: string, files: Beside['files']): { text: string; html: string } | null {
  if (files.length === 0) return null;
  const listed = files.map(({ id, name, size }) => ({ href: `${home}/files/${id}/${encodeURIComponent(name)}`, name, size: fileSize(size, language) }));
  return {
    text: listed.map(({ href, name, size }) => `* ${name} (${size})\n  ${href}`).join('\n'),
    html: `<p>${listed.map(({ href, name, size }) => `<a href="${escapeHtml(href)}">${escapeHtml(name)}</a> <small>${escapeHtml(size)}</small>`).join('<br>')}</p>`,
  };
}
