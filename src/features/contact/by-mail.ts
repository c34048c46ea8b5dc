import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { calledName } from '#platform/mail/mime/attachment.ts';
import { addReplyTarget, onlyWord, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { conversationToAnswer, conversationToWriteBack, type AnswerableConversation } from './access.ts';
import { act, answer, note, writeBack, type ByMail } from './actions.ts';
import { fittingFiles, type NewFile } from './files.ts';
import { words, type Change, type Words } from './schema.ts';

/** The kinds of addresses: facilitators answer at one, whoever asked writes back at the other. */
export const DESK = 'q';
export const ASKER = 'v';

const MOST = 10_000;
/** Words that are no answer but say what is done with the conversation. */
const ACTS: Record<string, Change> = { take: 'take', mine: 'take', leave: 'leave', close: 'close', closed: 'close', open: 'reopen', reopen: 'reopen' };
const NOTE = /^note:\s*/i;

export function answerContactByMail(): void {
  addReplyTarget({ kind: DESK, answer: facilitatorWrites });
  addReplyTarget({ kind: ASKER, answer: askerWrites, anyone: true });
}

/** Facilitators answer in the name of the community; their own address stays with us. */
async function facilitatorWrites(ctx: Ctx, [communityId = 0, id = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const conversation = await conversationToAnswer(ctx, communityId, id);
  const wish = ACTS[onlyWord(mail) ?? ''];
  if (wish) return change(ctx, conversation, wish);
  const noted = NOTE.test(mail.text);
  const { fitting: files, left } = fittingFiles(mail.files);
  const only = translator(noted ? ctx.viewer.language : conversation.language)('mail_in.only_files');
  const input = parseInput(words, { body: mail.text.replace(NOTE, '').trim() || (files.length > 0 ? only : ''), once: onceOf(mail) });
  await (noted ? note(ctx, conversation, input, { files }) : answer(ctx, conversation, input, { mail: byMail(mail), files }));
  const t = translator(ctx.viewer.language);
  const values = { name: conversation.name, subject: conversation.subject, files: left.join(', ') };
  const told = left.length > 0 ? 'without_files' : noted ? 'noted' : null;
  return { status: 'done', reason: 'contact', communityId: conversation.community_id, ...(told && { tell: { subject: t(`contact.mail.${told}_subject`, values), paragraphs: [t(`contact.mail.${told}`, values)] } }) };
}

async function change(ctx: Ctx, conversation: AnswerableConversation, wish: Change): Promise<Reaction> {
  await act(ctx, conversation, wish);
  const t = translator(ctx.viewer.language);
  const values = { act: wish, subject: conversation.subject };
  return { status: 'done', reason: 'contact', communityId: conversation.community_id, tell: { subject: t('contact.mail.changed_subject', values), paragraphs: [t('contact.mail.changed', values)] } };
}

async function askerWrites(ctx: Ctx, [communityId = 0, id = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const conversation = await conversationToWriteBack(ctx, communityId, id);
  const sentFrom = mail.from === conversation.address ? null : mail.from;
  const { input, files } = contentOf(mail);
  await writeBack(ctx, conversation, input, { mail: { ...byMail(mail), sentFrom }, files });
  return { status: 'done', reason: 'contact', communityId: conversation.community_id };
}

const byMail = ({ messageId, mailId }: MailAnswer): ByMail => ({ messageId, mailId });

/** What a mail says, short enough to be kept, and the files that stay with it: of others their names, for the mail itself has them. */
export function contentOf(mail: MailAnswer, keepsFiles = true): { input: Words; files: NewFile[] } {
  const { fitting: files, left } = keepsFiles ? fittingFiles(mail.files) : { fitting: [], left: mail.files.map((file, index) => calledName(file, index + 1)) };
  const text = mail.text.length > MOST - 1000 ? `${mail.text.slice(0, MOST - 1000)}…` : mail.text;
  const body = [text || mail.subject, bracketed(left)].filter(Boolean).join('\n\n') || bracketed(files.map(({ name }) => name));
  return { input: parseInput(words, { body, once: onceOf(mail) }), files };
}

/** Names of files as they stand in a text. */
export const bracketed = (names: string[]): string => names.slice(0, 20).map((name) => `[${name}]`).join(' ').slice(0, 900);

/** The same mail, to whichever of our addresses, is one message. */
function onceOf({ messageId }: MailAnswer): string {
  return `mail:${createHash('sha256').update(messageId).digest('hex').slice(0, 40)}`;
}
