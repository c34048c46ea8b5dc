import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
import { parseInput } from '#platform/http/params.ts';
import { setHostSetting } from '#platform/settings/index.ts';
import { translator } from '#platform/i18n/index.ts';
import { renderMarkdown } from '#platform/text/markdown.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import {
  addMember,
  changeState,
  communityBySlug,
  createCommunity,
  createRoom,
  requestRoom,
  sayWouldJoin,
  spacesOfCommunity,
  template,
  updateSpace,
  type Space,
  type SpaceFor,
} from '../features/communities/index.ts';
import { addArchived, markRead } from '../features/discussions/index.ts';
import { insertReaction, insertState, setFollow, type ReactionKind } from '../features/items/index.ts';
import { notify } from '../features/notifications/index.ts';
import { authOf, changeProfile, createPerson, insertHostRole, personById, profileInput, viewerOfId } from '../features/people/index.ts';
import { addBookmark, newBookmark } from '../features/web-bookmarks/index.ts';
import { community, discussions, people, rooms } from './content.ts';
import { addHelping } from './helping.ts';
import { keepSome } from './keeping.ts';
import { addNews } from './news.ts';
import { addMail } from './mail.ts';
import { addNewsletters } from './newsletters.ts';
import { washCommunity, washMembers, washTalk } from './wash.ts';
import { reportOne } from './reporting.ts';
import { addSteering } from './steering.ts';
import type { DemoDiscussion, DemoPerson, DemoPost, DemoRoom } from './types.ts';

export const DEMO_PASSWORD = 'three young trees';
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const TOLD_MINUTES = 3 * 1440;

/** Fills an empty installation with the sample community. Does nothing where it is already. */
export async function loadDemo(services: Services): Promise<void> {
  const ctx = createContext(services, ANONYMOUS);
  if (await communityBySlug(ctx.db, community.slug)) return;
  const ids = await addPeople(ctx);
  const first = people.find((person) => person.key === community.steward)!;
  const host = { ...ctx, viewer: (await viewerOfId(services, ids.get(first.key)!))! };
  await transaction(host, async (ctx) => {
    await insertHostRole(ctx.db, ids.get(first.key)!, 'admin', ctx.now);
    await setHostSetting(ctx.db, 'host_name', 'Practice Commons');
    const { slug, name, tagline, description, language, hue, visibility } = community;
    await createCommunity(before(ctx, community.opened), { slug, name, tagline, description, language, hue, visibility });
  });
  const spaces = await addSpaces({ ...host, viewer: (await viewerOfId(services, ids.get(first.key)!))! }, ids);
  const discussionIds = new Map<string, number>();
  for (const discussion of discussions) discussionIds.set(discussion.key, await transaction(ctx, (ctx) => addDiscussion(ctx, spaces, ids, discussion)));
  const wash = await addWash({ ...host, viewer: (await viewerOfId(services, ids.get(first.key)!))! }, ids);
  for (const discussion of washTalk) await transaction(ctx, (ctx) => addDiscussion(ctx, wash, ids, discussion));
  await addHelping(ctx, ids, discussionIds);
  await addSteering(host);
  await keepSome(host, ids);
  await reportOne(host, ids);
  await addNews(host, ids);
  await addMail(ctx, community.slug, ids);
  await addNewsletters(services, ids.get(community.steward)!, discussionIds);
}

async function addPeople(ctx: Ctx): Promise<Map<string, number>> {
  const auth = await authOf(ctx.services);
  const { internalAdapter, password } = await auth.$context;
  const hash = await password.hash(DEMO_PASSWORD);
  const ids = new Map<string, number>();
  for (const person of people) {
    const email = `${person.handle}@demo.example`;
    const user = await internalAdapter.createUser({ email, name: person.name, emailVerified: true }, undefined as never);
    await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
    const { name, handle, language, timeZone } = person;
    const made = await createPerson(ctx, { name, handle, language, timeZone, accountId: user.id, address: email, confirmedAt: ctx.now, createdAt: ctx.now - person.joined * DAY });
    await fillProfile(ctx, made.id, person);
    ids.set(person.key, made.id);
  }
  return ids;
}

/** What most in the sample show to everyone: it is there to be looked at. */
const SHOWN = { headline: 'public', organisations: 'public', country: 'public', languages: 'public', can_help: 'public', looking_for: 'public', bio: 'public' };

async function fillProfile(ctx: Ctx, id: number, person: DemoPerson): Promise<void> {
  const { headline, country, timeZone, organisation, since, before = [], bookmarks = [], audiences, ...more } = person;
  const input = parseInput(profileInput, {
    name: more.name,
    headline,
    organisations: [{ name: organisation, from: since }, ...before.toReversed()],
    country,
    time_zone: timeZone,
    languages: more.speaks,
    practice: more.practice,
    can_help: more.canHelpWith,
    looking_for: more.lookingFor,
    bio: more.bio,
    sex: more.sex,
    audiences: { ...SHOWN, ...audiences },
  });
  const own = { ...ctx, viewer: (await viewerOfId(ctx.services, id))! };
  await changeProfile(own, (await personById(ctx.db, id))!, input);
  for (const bookmark of bookmarks) await addBookmark(own, parseInput(newBookmark, { ...bookmark, public: 'yes' }));
}

/** The same, so many days earlier. */
const before = (ctx: Ctx, days: number): Ctx => ({ ...ctx, now: ctx.now - days * DAY });

/** Everyone joins in a transaction of their own: PostgreSQL carries at most 8000 bytes of news of one. */
async function joinOn(ctx: Ctx, daysAgo: number, space: Space, personId: number, role: DemoPerson['role']): Promise<void> {
  await transaction(before(ctx, daysAgo), (ctx) => addMember(ctx, space, personId, role));
}

async function addSpaces(ctx: Ctx, ids: Map<string, number>): Promise<Map<string, Space>> {
  const home = (await communityBySlug(ctx.db, community.slug))!;
  for (const { key, joined, role } of people) await joinOn(ctx, joined, home, ids.get(key)!, role);
  const joined = new Map(people.map((person) => [person.key, person.joined]));
  for (const room of rooms) await addRoom(ctx, home, room, joined, ids);
  await addRoomRequest(ctx, home, ids);
  const spaces = await spacesOfCommunity(ctx.db, home.id);
  return new Map(spaces.map((space) => [space.parent_id === null ? '' : space.slug, space]));
}

const TYPES = { 'working-group': 'working_group', 'special-interest': 'interest', language: 'interest', event: 'event' } as const;
const dayFrom = (now: number, days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);

async function addRoom(ctx: Ctx, home: Space, demo: DemoRoom, joined: Map<string, number>, ids: Map<string, number>): Promise<void> {
  const { slug, name, purpose, description, visibility, members, facilitator, opened, product, dueIn, startsIn, lasts = 1, venue, archived, dormant } = demo;
  const room = await createRoom(before(ctx, opened), home as SpaceFor<'rooms.open'>, {
    ...{ slug, name, purpose, description, visibility, product, venue, type: TYPES[demo.kind] },
    ...template(translator(demo.language), TYPES[demo.kind]),
    ...(dueIn !== undefined && { due_on: dayFrom(ctx.now, dueIn) }),
    ...(startsIn !== undefined && { starts_on: dayFrom(ctx.now, startsIn), ends_on: dayFrom(ctx.now, startsIn + lasts - 1) }),
  });
  for (const key of members) {
    const role = key === facilitator ? 'facilitator' : 'member';
    await joinOn(ctx, Math.min(opened, joined.get(key)!), room, ids.get(key)!, role);
  }
  if (dormant) await updateSpace(ctx.db, room, { state: 'dormant', state_at: ctx.now - 20 * DAY });
  if (archived) await changeState(before(ctx, 30), room as SpaceFor<'settings'>, 'archived');
}

/** A room that members ask for. */
async function addRoomRequest(ctx: Ctx, home: Space, ids: Map<string, number>): Promise<void> {
  const community = home as SpaceFor<'rooms.request'>;
  const as = async (key: string, daysAgo: number) => before({ ...ctx, viewer: (await viewerOfId(ctx.services, ids.get(key)!))! }, daysAgo);
  const { id } = await requestRoom(await as('maricel', 4), community, {
    name: 'Monitoring after disasters',
    type: 'interest',
    purpose: 'What can be measured in the first six weeks, and who needs it',
    why: 'Three cyclones in two years, and each time we began from nothing. Losa and Bikash have asked me for the same forms.',
    visibility: 'members',
  });
  for (const key of ['losa', 'bikash', 'tomasi']) await sayWouldJoin(await as(key, 3), community, id, true);
}

/** A second, smaller community, since many belong to several. */
async function addWash(ctx: Ctx, ids: Map<string, number>): Promise<Map<string, Space>> {
  const { slug, name, tagline, description, language, hue, visibility, opened } = washCommunity;
  await createCommunity(before(ctx, opened), { slug, name, tagline, description, language, hue, visibility });
  const home = (await communityBySlug(ctx.db, slug))!;
  for (const { key, joined, role } of washMembers) await joinOn(ctx, joined, home, ids.get(key)!, role);
  return new Map([['', home]]);
}

async function addDiscussion(ctx: Ctx, spaces: Map<string, Space>, ids: Map<string, number>, discussion: DemoDiscussion): Promise<number> {
  const space = spaces.get(discussion.room ?? '')!;
  const known = new Set(people.map((person) => person.key));
  const mention = (handle: string) => (known.has(handle) ? `/people/${handle}` : null);
  const posts = discussion.posts.map((post) => ({
    replyTo: post.quoteOf === undefined ? null : { index: post.quoteOf },
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
  const by = { id: ids.get(community.steward)!, at: ctx.now };
  if (discussion.pinned) await insertState(ctx.db, communityId, discussionId, 'pinned', by);
  if (discussion.closed) await insertState(ctx.db, communityId, discussionId, 'closed', by);
  for (const author of new Set(discussion.posts.map((post) => post.author)))
    await setFollow(ctx.db, { community_id: communityId, item_id: discussionId, person_id: ids.get(author)!, level: 'follow', created_at: ctx.now }, false);
  await addReading(ctx, communityId, discussionId, ids, discussion);
  for (const [index, post] of discussion.posts.entries()) await addReactions(ctx, communityId, itemIds[index]!, ids, post);
  await tellOfLatest(ctx, space, ids, discussion, itemIds);
  return discussionId;
}

/** What was written lately is in the inboxes of those who took part before. */
async function tellOfLatest(ctx: Ctx, space: Space, ids: Map<string, number>, { type, author, posts }: DemoDiscussion, itemIds: number[]): Promise<void> {
  const threadId = itemIds[0]!;
  for (const [index, post] of posts.entries()) {
    if (index === 0 || post.minutesAgo > TOLD_MINUTES) continue;
    const earlier = [...new Set(posts.slice(0, index).map((before) => before.author))];
    const to = earlier.map((key) => ({ personId: ids.get(key)!, reason: type === 'question' && key === author ? 'answer' : 'follow' }));
    const about = { communityId: space.community_id, spaceId: space.id, threadId, itemId: itemIds[index]!, position: index + 1, actorId: ids.get(post.author)! };
    await notify({ ...ctx, now: ctx.now - post.minutesAgo * MINUTE }, { kind: 'discussions.post', ...about, bundle: `discussion ${threadId}`, to });
  }
}

/** Whoever wrote in a discussion has read it, but for what came in the last two days. */
async function addReading(ctx: Ctx, communityId: number, discussionId: number, ids: Map<string, number>, { posts }: DemoDiscussion): Promise<void> {
  const older = posts.filter((post) => post.minutesAgo * MINUTE > 2 * DAY).length;
  for (const key of new Set(posts.map((post) => post.author))) {
    const own = posts.findLastIndex((post) => post.author === key) + 1;
    await markRead(ctx.db, { communityId, personId: ids.get(key)!, discussionId, number: Math.max(own, older), at: ctx.now });
  }
}

async function addReactions(ctx: Ctx, communityId: number, itemId: number, ids: Map<string, number>, { reactions = {} }: DemoPost): Promise<void> {
  for (const [kind, keys] of Object.entries(reactions) as [ReactionKind, string[]][])
    for (const key of keys)
      await insertReaction(ctx.db, { community_id: communityId, item_id: itemId, person_id: ids.get(key)!, kind, created_at: ctx.now });
}
