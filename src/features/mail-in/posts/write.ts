import { createHash } from 'node:crypto';
import { transaction, type Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import type { MailAnswer, Reaction } from '#platform/mail/answers/index.ts';
import { readSubject } from '#platform/mail/archive/subject.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { mailWays, switchedOff, type Place } from '../../communities/index.ts';
import { keepMailed, newDiscussion, newReply, readablePost, reply, replyableDiscussion, start } from '../../discussions/index.ts';
import { itemOfMessage } from '../queries.ts';
import { nothingThere } from '../reading/places.ts';
import type { Mail } from '../reading/mail.ts';
import { answeredItem } from './thread.ts';

type Written = Reaction & { communityId: number };

/** A mail to a community or room: an answer where its headers say so, otherwise a new discussion. */
export async function writeToPlace(ctx: Ctx, place: Place, mail: Mail, answer: MailAnswer): Promise<Written> {
  if (switchedOff(place).includes('discussions')) throw notFound();
  const communityId = place.community.id;
  const parent = await answeredItem(ctx, communityId, mail.message);
  // Of what the sender may not read nothing is told: it starts a discussion of its own.
  const post = parent === null ? null : await readablePost(ctx, place, parent).catch(nothingThere);
  if (post && post.deleted_at === null) return replyTo(ctx, place, post.id, answer);
  return startFrom(ctx, place, answer);
}

async function startFrom(ctx: Ctx, place: Place, answer: MailAnswer): Promise<Written> {
  const before = await known(ctx, place.community.id, answer);
  if (before) return before;
  const title = readSubject(answer.subject, [place.space.name, mailWays(place.community, place.space).prefix]).title || excerpt(answer.text, 80) || translator(ctx.viewer.language)('mail_in.no_subject');
  const body = bodyOf(ctx, answer);
  parseInput(newDiscussion, { title: title.slice(0, 200), body });
  const attachments = await keepMailed(ctx, place.space, answer.files);
  const input = parseInput(newDiscussion, { title: title.slice(0, 200), body, attachments });
  return write(ctx, place.community.id, answer, async (ctx, origin) => {
    const { id } = await start(ctx, place, input, origin);
    return id;
  });
}

/** Answers a post of a community that the viewer may read. */
export async function replyTo(ctx: Ctx, place: Place, itemId: number, answer: MailAnswer): Promise<Written> {
  const communityId = place.community.id;
  const before = await known(ctx, communityId, answer);
  if (before) return before;
  const post = await readablePost(ctx, place, itemId);
  const discussion = await replyableDiscussion(ctx, place, post.discussion_id);
  const body = bodyOf(ctx, answer);
  parseInput(newReply, { body });
  const attachments = await keepMailed(ctx, discussion.home, answer.files);
  const input = parseInput(newReply, { body, attachments, ...(post.id !== discussion.id && post.deleted_at === null && { reply_to: post.id }) });
  return write(ctx, communityId, answer, async (ctx, origin) => {
    const { id } = await reply(ctx, discussion, input, origin);
    return id;
  });
}

/** The same message sent to two addresses of a community is one post. */
async function known(ctx: Ctx, communityId: number, { messageId }: MailAnswer): Promise<Written | null> {
  const itemId = await itemOfMessage(ctx.db, communityId, messageId);
  return itemId === null ? null : { status: 'ignored', reason: 'duplicate', communityId, itemId };
}

function bodyOf({ viewer }: Ctx, { text, files }: MailAnswer): string {
  if (text !== '') return text;
  if (files.length === 0) throw new Refusal('invalid', 'mail_in.refused.empty');
  return translator(viewer.language)('mail_in.only_files');
}

type Origin = { via: 'mail'; onceKey: string; messageId: string };

async function write(ctx: Ctx, communityId: number, answer: MailAnswer, work: (ctx: Ctx, origin: Origin) => Promise<number>): Promise<Written> {
  const { messageId } = answer;
  const origin: Origin = { via: 'mail', onceKey: `mail:${communityId}:${createHash('sha256').update(messageId).digest('hex').slice(0, 40)}`, messageId };
  return transaction(ctx, async (ctx) => {
    try {
      return { status: 'posted', reason: 'posted', communityId, itemId: await work(ctx, origin) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'held') throw error;
      const t = translator(ctx.viewer.language);
      const { subject } = answer;
      return { status: 'held', reason: 'held', communityId, heldKey: origin.onceKey, tell: { subject: t('mail_in.held.subject', { subject }), paragraphs: [t('mail_in.held.text', { subject })] } };
    }
  });
}
