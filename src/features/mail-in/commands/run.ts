import type { Ctx } from '#platform/context.ts';
import { mailCommand, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import type { Place } from '../../communities/index.ts';
import type { Duty } from '../reading/address.ts';

/** Does what an address such as `<community>-join@` is for; or what the subject or the first line says. */
export async function runCommand(ctx: Ctx, { community, space }: Place, duty: Duty, mail: MailAnswer): Promise<Reaction> {
  const place = { communityId: community.id, spaceId: space.id };
  const [first = '', ...rest] = mail.subject.split(/\s+/);
  const said = mail.word ? mailCommand(mail.word) : undefined;
  const titled = mailCommand(first);
  if (duty === 'join' || duty === 'leave') return mailCommand(duty)!.run(ctx, place, mail);
  if (said) return said.run(ctx, place, mail);
  if (titled) return titled.run(ctx, place, { ...mail, rest: rest.join(' ') });
  return mailCommand('help')!.run(ctx, place, mail);
}
