import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { signed } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { unsubscribeHeaders } from '#platform/mail/unsubscribe.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf, mailWays, readablePlaces, switchedOff } from '../../communities/index.ts';
import { mailedAs, messageIdsOf } from '../../items/index.ts';
import { TO_PERSON } from '../../people/index.ts';
import { addNotificationKind, type Excerpt, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { readableNews, type ReadableNews } from '../access.ts';
import { ENDS_NEWS } from '../choices/by-mail.ts';
import { STOP } from '../choices/pages.ts';
import { choicesOf } from '../choices/queries.ts';
import { newsByIds } from '../queries.ts';
import { newsLetter } from './letter.ts';

/** The line of the inbox. */
export const KIND = 'news.published';
/** The kind of address at which a post is answered. */
export const NEWS = 'n';
const MAILED = 'news';

export function addKind(): void {
  mailedAs(MAILED, ['news']);
  addNotificationKind({
    name: KIND,
    reasons: { asked: { interest: 'personal', why: 'news.why_asked' }, space: { interest: 'any', why: 'news.why_space' } },
    render,
    mail,
    excerpts,
  });
}

function render({ viewer }: Ctx, { community, space, item, actors }: Line): Rendered | null {
  if (!community || !space || !item) return null;
  const t = translator(viewer.language);
  return { title: item.title ?? '', href: `${hrefOf(community, space.parent_id === null ? null : space)}/news/${item.id}`, text: t('news.told', { name: actors[0]?.name ?? t('news.unknown'), place: space.name }) };
}

/** A post as it is at that moment, to who may read it then and still wishes it. */
async function mail({ services, db, viewer }: Ctx, { line, why }: MailRequest) {
  const post = await postFor(createContext(services, viewer), line.community!.id, line.itemId!);
  if (!post) return null;
  const { muted, mail } = await choicesOf(db, post.community_id, viewer.personId!);
  if (muted.includes(post.type) || (line.reason === 'asked' && !mail)) return null;
  const link = `${baseUrl(services.config)}/news/stop/${await signed(services, STOP, `${post.community_id}.${viewer.personId}`)}`;
  const alone = mailWays(post.at.community, post.home).replies === 'author' && post.author_id !== viewer.personId;
  const target = alone ? [post.author_id ?? 0] : [post.community_id, post.id];
  const replyTo = await inbound.replyAddress({ services }, viewer.personId!, alone ? TO_PERSON : NEWS, target);
  const messageId = (await messageIdsOf({ services, db }, MAILED, post.community_id, [post.id]))(post.id);
  // Whoever watches all of a space ends that, not a choice that they never made.
  const stop = line.reason === 'asked' ? { link, headers: await unsubscribeHeaders(services, link, ENDS_NEWS, [post.community_id, viewer.personId!]) } : null;
  return newsLetter(services.config, viewer, post, { why, stop, replyTo, alone, messageId });
}

/** What the viewer may read of a post that is out; null otherwise. */
export async function postFor(ctx: Ctx, communityId: number, itemId: number): Promise<ReadableNews | null> {
  const place = (await readablePlaces(ctx, [communityId])).get(communityId);
  if (!place) return null;
  try {
    const post = await readableNews(ctx, place, itemId);
    const off = switchedOff({ community: place.community, room: post.home.parent_id === null ? null : post.home });
    return post.deleted_at === null && post.published_at !== null && !off.includes('news') ? post : null;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

/** Posts in a digest: what they say of themselves. What is over, or muted since, is left out. */
async function excerpts(ctx: Ctx, items: { communityId: number; id: number }[]): Promise<Map<number, Excerpt>> {
  const { db, viewer, now } = ctx;
  const t = translator(viewer.language);
  const communityIds = [...new Set(items.map(({ communityId }) => communityId))];
  const posts = await newsByIds(db, communityIds, items.map(({ id }) => id));
  const muted = new Map(await Promise.all(communityIds.map(async (id) => [id, (await choicesOf(db, id, viewer.personId!)).muted] as const)));
  const places = await readablePlaces(ctx, communityIds);
  const shown = posts.filter((post) => (post.expires_at ?? now + 1) > now && !muted.get(post.community_id)!.includes(post.type));
  return new Map(
    shown.map((post) => {
      const by = [post.type === 'news' ? null : t(`news.type.${post.type}`), post.credit ?? post.author_name].filter(Boolean).join(' · ');
      const place = places.get(post.community_id);
      const home = place?.spaces.find(({ id }) => id === post.space_id);
      const alone = home !== undefined && mailWays(place!.community, home).replies === 'author';
      return [post.id, { by: by || t('news.unknown'), words: excerpt(post.summary, 280), reply: alone ? { kind: TO_PERSON, target: [post.author_id ?? 0], alone } : { kind: NEWS, target: [post.community_id, post.id] } }];
    }),
  );
}
