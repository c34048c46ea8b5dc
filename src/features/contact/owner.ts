import type { Ctx } from '#platform/context.ts';
import { parseInput } from '#platform/http/params.ts';
import type { MailAnswer } from '#platform/mail/answers/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { baseUrl } from '../../config.ts';
import type { Place } from '../communities/index.ts';
import { conversationToWriteBack } from './access.ts';
import { ask, writeBack } from './actions.ts';
import { contentOf } from './by-mail.ts';
import { conversationById, conversationOfMails } from './queries.ts';
import { question } from './schema.ts';

/** A mail to those who look after a place. */
export interface OwnerMail {
  answer: MailAnswer;
  name: string;
  address: string;
  /** The mails that it answers, the nearest first. */
  answers: string[];
  /** Its sender is proven, and nothing else about it is doubtful. */
  trusted: boolean;
}

/** Begins a conversation as the contact form does, or goes on with the one that its sender has. */
export async function receiveOwnerMail(ctx: Ctx, { community, room }: Place, { answer, name, address, answers, trusted }: OwnerMail): Promise<void> {
  const mail = { messageId: answer.messageId, mailId: answer.mailId };
  const { input: words, files } = contentOf(answer, trusted);
  const before = trusted ? await conversationAnswered(ctx, community.id, address, answers) : null;
  if (before !== null) return writeBack(ctx, await conversationToWriteBack(ctx, community.id, before), words, { mail, files });
  const subject = answer.subject.slice(0, 150) || excerpt(words.body, 80);
  const input = parseInput(question, { name: name.slice(0, 100) || address.split('@')[0], address, subject, ...words });
  await ask(ctx, community, input, { spaceId: room?.id ?? null, language: ctx.viewer.personId === null ? community.language : ctx.viewer.language, mail, files, doubtful: !trusted });
}

/** The conversation of the same address that a mail goes on with, by its headers. */
async function conversationAnswered(ctx: Ctx, communityId: number, address: string, answers: string[]): Promise<number | null> {
  const host = new URL(baseUrl(ctx.services.config)).hostname;
  const ids = answers.slice(0, 20);
  const [ours] = ids.map((id) => /^contact-(\d{1,15})-[a-z0-9]+\.\d{1,15}@(.+)$/.exec(id)).filter((found) => found?.[2] === host);
  const id = ours ? Number(ours[1]) : await conversationOfMails(ctx.db, communityId, ids);
  const found = id === null ? undefined : await conversationById(ctx.db, communityId, id);
  return found?.address === address ? found.id : null;
}
