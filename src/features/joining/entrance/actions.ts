import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { logChange, roleOf, updateSpace, type SpaceFor } from '../../communities/index.ts';
import { peopleByHandles } from '../../people/index.ts';
import { saveEntrance } from './queries.ts';
import type { EntranceForm } from './schema.ts';

/** Says how one comes into a space, and what newcomers find. */
export async function changeEntrance(ctx: Ctx, space: SpaceFor<'settings'>, form: EntranceForm): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const [contact] = form.contact ? await peopleByHandles(ctx.db, [form.contact]) : [];
    if (form.contact && !(contact && (await roleOf(ctx.db, space, contact.id)))) throw invalidField('contact', 'joining.error.contact');
    await saveEntrance(ctx.db, {
      community_id: space.community_id,
      space_id: space.id,
      question: form.question,
      domains: JSON.stringify(form.domains),
      welcome: form.welcome,
      welcome_html: form.welcome && renderMarkdown(form.welcome).html,
      contact_id: contact?.id ?? null,
      introduce: form.introduce,
    });
    await updateSpace(ctx.db, space, { joining: form.joining });
    if (form.joining !== space.joining) await logChange(ctx, space, 'joining', { way: form.joining });
    await announce(ctx, 'communities.changed', { communityId: space.community_id, spaceId: space.id });
  });
}
