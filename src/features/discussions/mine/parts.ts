import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { addMyHomePart, canFacilitate, canRead, hrefOf, type MyRow, type MySpaces, type Space } from '../../communities/index.ts';
import { draftFields, draftTarget } from '../drafts/schema.ts';
import { pageOf } from '../links.ts';
import { draftedItems, draftsOf, followedNews, startedSince, waitingWhere } from './queries.ts';

const LOOKED_AT = 120;
const DRAFTS = 10;
/** What moved longer ago is not news. */
const NEWS_MS = 60 * 86_400_000;

/** What discussions bring to one's own home. */
export function addDiscussionNews(): void {
  addMyHomePart({ order: 10, feature: 'discussions', load: followed });
  addMyHomePart({ order: 20, feature: 'discussions', load: started });
  addMyHomePart({ order: 30, feature: 'discussions', load: drafts });
  addMyHomePart({ order: 40, feature: 'discussions', load: facilitated });
}

const self = (community: Space, room: { slug: string } | null, row: { id: number; slug: string }) =>
  `${hrefOf(community, room)}/discussions/${row.id}${row.slug ? `-${encodeURIComponent(row.slug)}` : ''}`;

function whoOf({ name, handle, photo_key }: { name: string | null; handle: string | null; photo_key: string | null }): MyRow['who'] {
  return name === null ? null : { name, handle, photo: photo_key && `/people/${handle}/photo` };
}

type SpaceColumns = { community_id: number; space_id: number; space_slug: string; parent_id: number | null; visibility: Space['visibility'] };

/** The room of a row, null for the community itself, undefined where the viewer may not read it. */
function roomOf({ viewer }: Ctx, community: Space, row: SpaceColumns): { slug: string } | null | undefined {
  if (row.parent_id === null) return null;
  const room = { id: row.space_id, community_id: row.community_id, visibility: row.visibility, parent_id: row.parent_id };
  return canRead(viewer, room as Space, community) ? { slug: row.space_slug } : undefined;
}

/** Replies in what one follows, to one's questions first; and one's questions that still wait. */
async function followed(ctx: Ctx, { communities }: MySpaces): Promise<MyRow[]> {
  const personId = ctx.viewer.personId!;
  const rows = await followedNews(ctx.db, personId, [...communities.keys()], ctx.now - NEWS_MS, LOOKED_AT);
  return rows.flatMap((row): MyRow[] => {
    const community = communities.get(row.community_id)!;
    const room = roomOf(ctx, community, row);
    if (room === undefined) return [];
    const [own, at] = [row.author_id === personId && row.type === 'question', self(community, room, row)];
    const base = { communityId: community.id, title: row.title, at: row.last_post_at, about: `item ${row.id}` };
    if (row.post_count === 1) return [{ ...base, awaits: true, href: at, note: { key: 'discussions.mine.no_reply' }, who: null }];
    const n = row.post_count - (row.read ?? 0);
    const href = `${at}?page=${pageOf((row.read ?? 0) + 1)}#continue`;
    return [{ ...base, awaits: own, href, note: { key: own ? 'discussions.mine.answers' : 'discussions.new_replies', values: { n } }, who: whoOf(row) }];
  });
}

async function started(ctx: Ctx, { communities, spaces, since }: MySpaces): Promise<MyRow[]> {
  const rows = await startedSince(ctx.db, ctx.viewer.personId!, since, LOOKED_AT);
  return rows.flatMap((row): MyRow[] => {
    const [community, space] = [communities.get(row.community_id), spaces.get(row.space_id)];
    if (!community || !space) return [];
    const room = space === community ? null : space;
    const note = { key: room ? 'discussions.mine.started_in' : 'discussions.mine.started', values: { name: row.name ?? '', room: room?.name ?? '' } };
    return [{ communityId: community.id, awaits: false, title: row.title, href: self(community, room, row), note, at: row.created_at, who: whoOf(row), about: `item ${row.id}` }];
  });
}

/** What one began to write and did not send. */
async function drafts(ctx: Ctx, { communities, spaces }: MySpaces): Promise<MyRow[]> {
  const kept = (await draftsOf(ctx.db, ctx.viewer.personId!, DRAFTS)).flatMap(({ key, fields, updated_at }) => {
    const target = draftTarget(key);
    return target ? [{ ...target, at: updated_at, title: draftFields.safeParse(JSON.parse(fields)).data?.title ?? '' }] : [];
  });
  const items = await draftedItems(ctx.db, [...communities.keys()], kept.filter(({ kind }) => kind !== 'new').map(({ id }) => id));
  const t = translator(ctx.viewer.language);
  return kept.flatMap(({ kind, id, at, title }): MyRow[] => {
    const item = kind === 'new' ? null : items.find((found) => found.id === id);
    const space = kind === 'new' ? spaces.get(id) : undefined;
    const community = communities.get((space ?? item)?.community_id ?? 0);
    const room = space ? (space === community ? null : space) : community && item ? roomOf(ctx, community, item) : undefined;
    if (!community || room === undefined) return [];
    const list = `${hrefOf(community, room)}/discussions`;
    const href = kind === 'new' ? `${list}/new` : kind === 'edit' ? `${list}/posts/${id}/edit` : `${self(community, room, { id, slug: item!.slug ?? '' })}#reply`;
    return [{ communityId: community.id, awaits: true, title: item?.title || title || t('discussions.mine.untitled'), href, note: { key: `discussions.mine.draft_${kind}` }, at, who: null, icon: 'edit' }];
  });
}

/** For facilitators: how many questions wait where they can do something about it. */
async function facilitated(ctx: Ctx, { communities, spaces }: MySpaces): Promise<MyRow[]> {
  const t = translator(ctx.viewer.language);
  const own = [...spaces.values()].filter((space) => canFacilitate(ctx.viewer, space));
  const where = { communityIds: [...new Set(own.map((space) => space.community_id))], spaceIds: own.map((space) => space.id) };
  return (await waitingWhere(ctx.db, where)).flatMap(({ community_id, count, since }): MyRow[] => {
    const community = communities.get(community_id);
    if (!community) return [];
    const room = canFacilitate(ctx.viewer, community) ? null : own.find((space) => space.community_id === community_id)!;
    return [{ communityId: community_id, awaits: true, title: t('discussions.mine.waiting', { count }), href: `${hrefOf(community, room)}/work`, note: { key: 'discussions.mine.oldest' }, at: since, who: null }];
  });
}
