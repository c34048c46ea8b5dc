import type { Ctx } from '#platform/context.ts';
import type { Place } from '../communities/index.ts';
import { addModeratedKind } from '../moderation/index.ts';
import { editableNews, readableNews, type EditableNews } from './access.ts';
import { publish, PUBLISHED, remove, restore } from './writing/actions.ts';

/** Posts can be reported and hidden; what members may publish can be held. */
export function setUpModeration(): void {
  addModeratedKind({ items: ['news'], contributions: [PUBLISHED], hide, reinstate, carryOut });
}

// That the viewer moderates the space was proven where the case was loaded.
async function hide(ctx: Ctx, place: Place, itemId: number): Promise<void> {
  await remove(ctx, (await readableNews(ctx, place, itemId)) as EditableNews);
}

async function reinstate(ctx: Ctx, place: Place, itemId: number): Promise<void> {
  await restore(ctx, (await readableNews(ctx, place, itemId)) as EditableNews);
}

async function carryOut(ctx: Ctx, place: Place, _contribution: string, payload: unknown): Promise<void> {
  await publish(ctx, await editableNews(ctx, place, (payload as { itemId: number }).itemId));
}
