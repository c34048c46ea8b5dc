import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { addReplyTarget, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { personById } from '../queries.ts';
import { newMessage, receivedMessage, writablePerson, write, type WritablePerson } from './actions.ts';
import { MESSAGE } from './letters.ts';

/** The kind of address at which somebody is reached, and nobody else: its target is the person, 0 for one without an account. */
export const PERSON = 'pw';

export function addMessageTargets(): void {
  addReplyTarget({ kind: MESSAGE, answer });
  addReplyTarget({ kind: PERSON, answer: writeTo });
}

async function answer(ctx: Ctx, [id = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const message = await receivedMessage(ctx, id);
  const from = await personById(ctx.db, message.from_id);
  if (!from) throw notFound();
  return passOn(ctx, await writablePerson(ctx, from, message.id), message.subject, mail);
}

/** Never goes anywhere else: who cannot be reached is not, and whoever wrote is told. */
async function writeTo(ctx: Ctx, [id = 0]: number[], mail: MailAnswer): Promise<Reaction> {
  const person = await personById(ctx.db, id);
  const to = person && (await writablePerson(ctx, person, null).catch(unreachable));
  if (!to) throw new Refusal('conflict', 'people.contact.by_mail.unreachable', { values: { name: person?.name ?? '–' } });
  return passOn(ctx, to, mail.subject, mail);
}

async function passOn(ctx: Ctx, to: WritablePerson, about: string, { text, files, messageId }: MailAnswer): Promise<Reaction> {
  const subject = `Re: ${about.replace(/^re: /i, '') || '–'}`.slice(0, 140);
  await write(ctx, to, parseInput(newMessage, { subject, body: text }), `mail:${createHash('sha256').update(messageId).digest('hex').slice(0, 60)}`);
  const tell = { subject, paragraphs: [translator(ctx.viewer.language)('people.contact.by_mail.files', { name: to.name })] };
  return { status: 'done', reason: 'private', ...(files.length > 0 && { tell }) };
}

function unreachable(error: unknown): null {
  if (error instanceof Refusal && error.code === 'forbidden') return null;
  throw error;
}
