import type { Ctx } from '#platform/context.ts';
import { mailCommand, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import type { Place } from '../../communities/index.ts';
import type { Duty } from '../reading/address.ts';
import { notUnderstood } from './commands.ts';

/** Does what an address such as `<community>-join@` is for; or what the first line or the subject says. */
export async function runCommand(ctx: Ctx, { community, space }: Place, duty: Duty, mail: MailAnswer): Promise<Reaction> {
  const place = { communityId: community.id, spaceId: space.id };
  if (duty !== 'request') return mailCommand(duty)!.run(ctx, place, mail);
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(mail.subject) ?? [];
  const titled = mailCommand(first);
  const said = mail.word ? mailCommand(mail.word) : undefined;
  if (said) return said.run(ctx, place, mail);
  if (titled) return titled.run(ctx, place, { ...mail, word: first.toLowerCase(), rest });
  const what = mail.text.split('\n')[0] || mail.subject;
  return what === '' ? mailCommand('help')!.run(ctx, place, mail) : notUnderstood(ctx, place, what.slice(0, 80));
}
