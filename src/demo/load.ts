import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
import { setHostSetting } from '#platform/settings/index.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { addMember, communityBySlug, createCommunity, createRoom, spacesOfCommunity, type FacilitatedSpace, type Space } from '../features/communities/index.ts';
import { addArchived } from '../features/discussions/index.ts';
import { insertReaction, insertState, setFollow, type ReactionKind } from '../features/items/index.ts';
import { authOf, createPerson, insertHostRole, viewerOfId } from '../features/people/index.ts';
import { community, discussions, people, rooms } from './content.ts';
import type { DemoDiscussion, DemoPost } from './types.ts';

export const DEMO_PASSWORD = 'three young trees';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** Fills an empty installation with the sample community. Does nothing where it is already. */
export async function loadDemo(services: Services): Promise<void> {
  const ctx = createContext(services, ANONYMOUS);
  if (await communityBySlug(ctx.db, community.slug)) return;
  const ids = await addPeople(ctx);
  const first = people.find((person) => person.facilitates)!;
  const host = { ...ctx, viewer: (await viewerOfId(services, ids.get(first.key)!))! };
  await transaction(host, async (ctx) => {
    await insertHostRole(ctx.db, ids.get(first.key)!, 'admin', ctx.now);
    await setHostSetting(ctx.db, 'host_name', 'Practice Commons');
    await createCommunity(ctx, { ...community, visibility: 'public' });
  });
  const spaces = await addSpaces({ ...host, viewer: (await viewerOfId(services, ids.get(first.key)!))! }, ids);
  for (const discussion of discussions) await transaction(ctx, (ctx) => addDiscussion(ctx, spaces, ids, discussion));
}

async function addPeople(ctx: Ctx): Promise<Map<string, number>> {
  const auth = await authOf(ctx.services);
  const { internalAdapter, password } = await auth.$context;
  const hash = await password.hash(DEMO_PASSWORD);
  const ids = new Map<string, number>();
  for (const person of people) {
    const email = `${person.key}@demo.example`;
    const user = await internalAdapter.createUser({ email, name: person.name, emailVerified: true }, undefined as never);
    await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
    const { key, joinedDaysAgo, facilitates, ...profile } = person;
    const bio_html = renderMarkdown(person.bio).html;
    const made = await createPerson(ctx, { ...profile, bioHtml: bio_html, handle: key, accountId: user.id, address: email, confirmedAt: ctx.now, createdAt: ctx.now - joinedDaysAgo * DAY });
    ids.set(key, made.id);
  }
  return ids;
}

/** Everyone joins in a transaction of their own: PostgreSQL carries at most 8000 bytes of news of one. */
async function joinOn(ctx: Ctx, daysAgo: number, space: Space, personId: number, role: 'member' | 'facilitator'): Promise<void> {
  await transaction({ ...ctx, now: ctx.now - daysAgo * DAY }, (ctx) => addMember(ctx, space, personId, role));
}

async function addSpaces(ctx: Ctx, ids: Map<string, number>): Promise<Map<string, Space>> {
  const home = (await communityBySlug(ctx.db, community.slug))!;
  for (const { key, joinedDaysAgo, facilitates } of people)
    await joinOn(ctx, joinedDaysAgo, home, ids.get(key)!, facilitates ? 'facilitator' : 'member');
  for (const { members, ...room } of rooms) {
    const space = await createRoom(ctx, home as FacilitatedSpace, room);
    for (const key of members) await joinOn(ctx, 0, space, ids.get(key)!, 'member');
  }
  const spaces = await spacesOfCommunity(ctx.db, home.id);
  return new Map(spaces.map((space) => [space.parent_id === null ? '' : space.slug, space]));
}

async function addDiscussion(ctx: Ctx, spaces: Map<string, Space>, ids: Map<string, number>, discussion: DemoDiscussion): Promise<void> {
  const space = spaces.get(discussion.room ?? '')!;
  const known = new Set(people.map((person) => person.key));
  const mention = (handle: string) => (known.has(handle) ? `/people/${handle}` : null);
  const posts = discussion.posts.map((post) => ({
    authorId: ids.get(post.author)!,
    at: ctx.now - post.minutesAgo * MINUTE,
    body: post.body,
    html: renderMarkdown(post.body, { mention }).html,
    format: 'markdown' as const,
    via: post.via ?? ('web' as const),
    editedAt: post.edited ? ctx.now - (post.minutesAgo - 10) * MINUTE : null,
  }));
  const head = { id: null, title: discussion.title, type: discussion.type, language: discussion.language, tags: discussion.tags, answer: discussion.acceptedPost ?? null };
  const { discussionId, itemIds } = await addArchived(ctx, space, head, posts);
  const communityId = space.community_id;
  const by = { id: ids.get('anjali')!, at: ctx.now };
  if (discussion.pinned) await insertState(ctx.db, communityId, discussionId, 'pinned', by);
  if (discussion.closed) await insertState(ctx.db, communityId, discussionId, 'closed', by);
  for (const author of new Set(discussion.posts.map((post) => post.author)))
    await setFollow(ctx.db, { community_id: communityId, item_id: discussionId, person_id: ids.get(author)!, level: 'follow', created_at: ctx.now }, false);
  for (const [index, post] of discussion.posts.entries()) await addReactions(ctx, communityId, itemIds[index]!, ids, post);
}

async function addReactions(ctx: Ctx, communityId: number, itemId: number, ids: Map<string, number>, { reactions = {} }: DemoPost): Promise<void> {
  for (const [kind, keys] of Object.entries(reactions) as [ReactionKind, string[]][])
    for (const key of keys)
      await insertReaction(ctx.db, { community_id: communityId, item_id: itemId, person_id: ids.get(key)!, kind, created_at: ctx.now });
}
