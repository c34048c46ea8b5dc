import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import type { SpaceFor } from '../access.ts';
import { logChange } from '../log/actions.ts';
import { updateSpace } from '../queries.ts';
import type { MailChoice } from './schema.ts';

/** Says how mail of a space is written; the next mail is written so. */
export async function changeMail(ctx: Ctx, space: SpaceFor<'settings'>, { replies, prefix, prefix_text }: MailChoice): Promise<void> {
  const values = { mail_replies: replies, mail_prefix: prefix === 'own' ? prefix_text : prefix === 'none' ? '' : null };
  await transaction(ctx, async (ctx) => {
    await updateSpace(ctx.db, space, values);
    if (replies !== space.mail_replies) await logChange(ctx, space, 'mail_replies', { replies: replies ?? 'above' });
    if (values.mail_prefix !== space.mail_prefix) await logChange(ctx, space, 'mail_prefix', { prefix: values.mail_prefix ?? '' });
    await announce(ctx, 'communities.changed', { communityId: space.community_id, spaceId: space.id });
  });
}
