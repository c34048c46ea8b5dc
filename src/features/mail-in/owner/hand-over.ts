import type { Ctx } from '#platform/context.ts';
import type { Place } from '../../communities/index.ts';
import { receiveOwnerMail } from '../../contact/index.ts';
import { asAnswer, isOurs, type Mail } from '../reading/mail.ts';
import type { Outcome } from '../reading/outcome.ts';
import type { Sender } from '../sender/sender.ts';

/** A mail to `<community>-owner@` is a conversation with those who look after the place, as if written in its contact form. */
export async function handOver(ctx: Ctx, place: Place, mail: Mail, { proof }: Sender): Promise<Outcome> {
  const { message, automation, headers } = mail;
  const address = mail.from!;
  if (isOurs(ctx, address)) return { status: 'ignored', reason: 'loop' };
  if (message.encrypted) return { status: 'refused', reason: 'encrypted' };
  const answer = asAnswer(ctx, mail);
  if (answer.text === '' && answer.subject === '' && answer.files.length === 0) return { status: 'ignored', reason: 'empty' };
  const trusted = proof !== null && !automation.list && !/^\s*yes\b/i.test(headers.first('x-spam-flag') ?? headers.first('x-spam-status') ?? '');
  await receiveOwnerMail(ctx, place, { answer, name: message.from.name, address, answers: [...new Set([...message.inReplyTo, ...message.references.toReversed()])], trusted });
  return { status: 'done', reason: trusted ? 'owner' : 'owner_doubtful', communityId: place.community.id };
}
