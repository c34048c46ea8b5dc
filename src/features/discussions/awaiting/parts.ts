import type { Ctx } from '#platform/context.ts';
import { addWorkListPart, hrefOfSpace, type Place, type WorkList, type WorkRow } from '../../communities/index.ts';
import { linksOf } from '../links.ts';
import { goingQuiet, unansweredQuestions, unwelcomed } from './queries.ts';

const DAY = 86_400_000;
/** At most so many are counted: a longer list is nobody's to work off. */
const COUNTED = 100;
/** A member is a newcomer so long. */
const NEW_DAYS = 30;
/** A conversation of at least so many posts falls silent after some days, and is past helping after some weeks. */
const QUIET = { posts: 3, after: 6, until: 21 };

/** What discussions bring to the facilitators' work list. */
export function addDiscussionWork(): void {
  addWorkListPart({ order: 10, feature: 'discussions', label: 'discussions.work.newcomers', sentence: 'discussions.work.newcomers_letter', load: newcomers });
  addWorkListPart({ order: 20, feature: 'discussions', label: 'discussions.work.waiting', sentence: 'discussions.work.waiting_letter', load: waiting });
  addWorkListPart({ order: 60, feature: 'discussions', label: 'discussions.work.quiet', sentence: 'discussions.work.quiet_letter', load: quiet });
}

function whereOf({ now }: Ctx, { community, room, spaces }: Place) {
  const own = room ? [room] : spaces.filter((space) => space.state !== 'archived');
  return { communityId: community.id, spaceIds: own.map((space) => space.id), now, limit: COUNTED };
}

async function waiting(ctx: Ctx, place: Place): Promise<WorkList> {
  const found = await unansweredQuestions(ctx.db, whereOf(ctx, place));
  return listed(place, found, 'question', 'unanswered', () => ({ key: 'discussions.work.no_reply' }));
}

async function quiet(ctx: Ctx, place: Place): Promise<WorkList> {
  const found = await goingQuiet(ctx.db, { ...whereOf(ctx, place), from: ctx.now - QUIET.until * DAY, to: ctx.now - QUIET.after * DAY, posts: QUIET.posts });
  return listed(place, found, 'quiet', null, ({ post_count }) => ({ key: 'discussions.work.last_word', values: { n: post_count } }));
}

type Found = Awaited<ReturnType<typeof unansweredQuestions>>[number];

function listed(place: Place, found: Found[], mark: string, filter: string | null, note: (row: Found) => WorkRow['note'] & {}): WorkList {
  const rows = found.map((row): WorkRow => ({
    key: `${mark}:${row.id}`,
    title: row.title,
    href: `${linksOf(place, place.spaces.find((space) => space.id === row.space_id)!, row).self}#reply`,
    when: row.last_post_at,
    who: whoOf(row),
    note: note(row),
  }));
  return { count: rows.length, rows, more: filter && `${hrefOfSpace(place, place.space)}/discussions?show=${filter}` };
}

function whoOf({ name, handle, photo_key }: { name: string | null; handle: string | null; photo_key: string | null }): WorkRow['who'] {
  return name === null ? null : { name, handle, photo: photo_key && `/people/${handle}/photo` };
}

/** Whoever wrote first and got no reply, at their post; whoever has not written, at a greeting that one may send. */
async function newcomers(ctx: Ctx, place: Place): Promise<WorkList> {
  const { community, space, room } = place;
  const found = await unwelcomed(ctx.db, { communityId: community.id, spaceId: space.id, since: ctx.now - NEW_DAYS * DAY, now: ctx.now, limit: COUNTED });
  const at = `${hrefOfSpace(place, space)}/discussions`;
  const countries = new Intl.DisplayNames([ctx.viewer.language], { type: 'region', fallback: 'code' });
  const rows = found
    // What they wrote in a room is for the list of that room, too, but not of others.
    .filter((row) => row.space_id === null || (room ? row.space_id === room.id : place.spaces.some((s) => s.id === row.space_id)))
    .map((row): WorkRow => {
      const from = row.country ? countries.of(row.country)! : 'none';
      return {
        key: `newcomer.${space.id}:${row.person_id}`,
        title: row.name,
        href: row.post_id === null ? `${at}/new?${new URLSearchParams({ body: `@${row.handle} ` })}` : `${hrefOfSpace(place, community)}/discussions/posts/${row.post_id}`,
        when: row.posted_at ?? row.joined_at,
        who: whoOf(row),
        note: row.post_id === null ? { key: 'discussions.work.silent', values: { from } } : { key: 'discussions.work.first_post', values: { from, title: row.title ?? '' } },
      };
    });
  return { count: rows.length, rows, more: null };
}
