import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, onlyWord, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { communityNow, readablePlace, spaceById, switchedOff, type Place } from '../../communities/index.ts';
import { follow, readablePost } from '../../discussions/index.ts';
import { addressOf } from '../commands/commands.ts';
import { replyTo } from './write.ts';

/** Single words that are about the mail and not for the discussion. People answer lists with them. */
const WORDS: Record<string, 'follow' | 'mute'> = { follow: 'follow', mute: 'mute', unfollow: 'mute', unsubscribe: 'mute', stop: 'mute' };

/** Replies to the mail about a post: made by discussions with the kind `d`. */
export function addPostTarget(): void {
  addReplyTarget({ kind: 'd', answer });
}

async function answer(ctx: Ctx, [communityOnce = 0, itemId = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const communityId = await communityNow(ctx.db, communityOnce, 'items', itemId);
  const community = await spaceById(ctx.db, communityId, communityId);
  if (!community) throw notFound();
  const place = await readablePlace(ctx, community.slug, null);
  const level = WORDS[onlyWord(mail) ?? ''];
  if (level) return choose(ctx, place, itemId, level);
  const post = await readablePost(ctx, place, itemId);
  const room = post.discussion.home.parent_id === null ? null : post.discussion.home;
  if (switchedOff({ community: place.community, room }).includes('discussions')) throw notFound();
  return replyTo(ctx, place, itemId, mail);
}

async function choose(ctx: Ctx, place: Place, itemId: number, level: 'follow' | 'mute'): Promise<Reaction> {
  const { discussion } = await readablePost(ctx, place, itemId);
  await follow(ctx, discussion, level);
  const t = translator(ctx.viewer.language);
  const values = { title: discussion.title, address: addressOf(ctx, { community: place.community, room: null }, 'leave') };
  return { status: 'done', reason: level, communityId: place.community.id, tell: { subject: t(`mail_in.${level}.subject`, values), paragraphs: [t(`mail_in.${level}.text`, values)] } };
}
