import { createContext, type Ctx } from '#platform/context.ts';
import { readablePlace } from '../features/communities/index.ts';
import { askableDiscussion, changeWillingness, invite } from '../features/expertise/index.ts';
import { viewerOfId } from '../features/people/index.ts';
import { community } from './community.ts';

/** How often a week some let others ask them; the others never said. */
const WEEKLY: Record<string, number> = { anjali: 5, joyce: 5, kwabena: 1, luc: 0 };

/** Who was asked to help with what, by key of the discussion: whoever started it asks. */
const INVITED = [{ discussion: 'interpreters', by: 'thanhha', person: 'bayarmaa' }];

/** Lets some members of the sample be asked more, or not at all, and one of them be asked. */
export async function addHelping(ctx: Ctx, ids: Map<string, number>, discussionIds: Map<string, number>): Promise<void> {
  const { services } = ctx;
  for (const [key, weekly] of Object.entries(WEEKLY)) await changeWillingness(ctx, ids.get(key)!, weekly);
  for (const { discussion, by, person } of INVITED) {
    const asker = createContext(services, (await viewerOfId(services, ids.get(by)!))!);
    const place = await readablePlace(asker, community.slug, null);
    await invite(asker, await askableDiscussion(asker, place, discussionIds.get(discussion)!), ids.get(person)!);
  }
}
