import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { personById } from '../queries.ts';
import { MESSAGE } from './letters.ts';
import { newMessage, receivedMessage, writablePerson, write } from './actions.ts';

export function addMessageTarget(): void {
  addReplyTarget({ kind: MESSAGE, answer });
}

async function answer(ctx: Ctx, [id = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const message = await receivedMessage(ctx, id);
  const from = await personById(ctx.db, message.from_id);
  if (!from) throw notFound();
  const to = await writablePerson(ctx, from, message.id);
  const subject = `Re: ${message.subject.replace(/^re: /i, '')}`.slice(0, 140);
  await write(ctx, to, parseInput(newMessage, { subject, body: mail.text }), `mail:${createHash('sha256').update(mail.messageId).digest('hex').slice(0, 60)}`);
  const tell = { subject, paragraphs: [translator(ctx.viewer.language)('people.contact.by_mail.files', { name: from.name })] };
  return { status: 'done', reason: 'private', ...(mail.files.length > 0 && { tell }) };
}
