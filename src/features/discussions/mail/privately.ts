import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { readablePlace, spaceById } from '../../communities/index.ts';
import { newMessage, personById, writablePerson, writeMessage } from '../../people/index.ts';
import { readablePost } from '../access.ts';

/** The kind of address at which the author of a post is reached, and nobody else. */
export const PRIVATELY = 'da';

export function addPrivateAnswers(): void {
  addReplyTarget({ kind: PRIVATELY, answer });
}

/** Takes an answer to the author as a message between members: neither sees the other's address. Never to the discussion. */
async function answer(ctx: Ctx, [communityId = 0, itemId = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const community = await spaceById(ctx.db, communityId, communityId);
  if (!community) throw notFound();
  const post = await readablePost(ctx, await readablePlace(ctx, community.slug, null), itemId);
  const author = post.author_id === null ? undefined : await personById(ctx.db, post.author_id);
  const to = author && (await writablePerson(ctx, author, null).catch(unreachable));
  const name = post.author_name ?? translator(ctx.viewer.language)('discussions.unknown');
  if (!to) throw new Refusal('conflict', 'discussions.mail.private_not', { values: { name } });
  const subject = `Re: ${mail.subject || post.discussion.title}`.slice(0, 140);
  const input = parseInput(newMessage, { subject, body: mail.text });
  await writeMessage(ctx, to, input, `mail:${createHash('sha256').update(mail.messageId).digest('hex').slice(0, 60)}`);
  return { status: 'done', reason: 'private', communityId, ...(mail.files.length > 0 && { tell: withoutFiles(ctx, subject, name) }) };
}

function unreachable(error: unknown): null {
  if (error instanceof Refusal && error.code === 'forbidden') return null;
  throw error;
}

function withoutFiles({ viewer }: Ctx, subject: string, name: string) {
  return { subject, paragraphs: [translator(viewer.language)('discussions.mail.private_files', { name })] };
}
