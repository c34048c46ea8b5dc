import { whisper } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { canRead, spacesOfCommunity } from '../../communities/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { notificationKind, type NotificationKind } from '../kinds.ts';
import { choicesOf } from '../settings/queries.ts';
import { resolve } from '../settings/resolve.ts';
import { hasPush } from '../push/queries.ts';
import { insertNotifications, rolesOf, threadLevels } from './queries.ts';

/** Jobs that bring one notification to one person by one channel. */
export const JOBS = { mail: 'notifications.mail', push: 'notifications.push' } as const;

export interface Job {
  communityId: number;
  id: number;
}

/** Something that people are told of. */
export interface Notice {
  /** The name of a registered kind. */
  kind: string;
  /** 0 for what belongs to no community. */
  communityId: number;
  /** The community or room it is in: whoever may not read it is not told. */
  spaceId?: number | null;
  /** The item it is about, and the one that can be followed or muted. */
  itemId?: number | null;
  threadId?: number | null;
  position?: number;
  /** Within the kind, what makes it the same thing: nobody is told it twice. The item's id when left out. */
  key?: string;
  /** Lines with the same bundle are shown as one. The kind and key when left out. */
  bundle?: string;
  /** Whoever did it; never told themselves. */
  actorId?: number | null;
  data?: Record<string, unknown>;
  /** Each with one of the kind's reasons; the first holds for who is named twice. */
  to: { personId: number; reason: string }[];
}

/** Tells people: a line of the ledger for each whose settings let it, and one job for each channel it goes by. Call it in a transaction. */
export async function notify(ctx: Ctx, notice: Notice): Promise<void> {
  const kind = notificationKind(notice.kind);
  if (!kind) throw new Error(`no kind of notification is called ${notice.kind}`);
  const to = await whoMay(ctx, kind, notice);
  if (to.size === 0) return;
  const people = [...to.keys()];
  const { communityId, spaceId = null, threadId = null } = notice;
  const [choices, threads] = [await choicesOf(ctx.db, people, communityId, spaceId), await threadLevels(ctx.db, communityId, threadId, people)];
  const told = new Map([...to].flatMap(([personId, reason]) => {
    const way = resolve(choices.get(personId) ?? [], placeOfNotice(notice), { interest: kind.reasons[reason]!.interest, thread: threads.get(personId) ?? null });
    return way.page ? [[personId, { reason, ...way }] as const] : [];
  }));
  const made = await insertNotifications(ctx.db, [...told].map(([personId, { reason }]) => row(ctx, kind, notice, personId, reason)));
  const devices = kind.defaults?.push === false ? new Set<number>() : await hasPush(ctx.db, made.map((m) => m.person_id));
  for (const { id, person_id } of made) {
    const { mail, push } = told.get(person_id)!;
    if (mail === 'now' && kind.defaults?.mail !== false) await send(ctx, 'mail', { communityId, id });
    if (push && devices.has(person_id)) await send(ctx, 'push', { communityId, id });
  }
  sayCount(ctx, made.map((m) => m.person_id));
}

/** The place whose settings hold for a notice. */
function placeOfNotice({ communityId, spaceId }: { communityId: number; spaceId?: number | null }) {
  return { communityId, spaceId: spaceId ?? communityId };
}

/** Tells every node that these people's unread lines changed. Concerns no page that is kept for others. */
export function sayCount(ctx: Ctx, personIds: number[]): void {
  if (personIds.length > 0) whisper(ctx, 'notifications', { communityId: null, personIds });
}

function send(ctx: Ctx, channel: keyof typeof JOBS, job: Job): Promise<void> {
  return ctx.services.jobs.enqueue(ctx, JOBS[channel], job, { uniqueKey: `${JOBS[channel]}:${job.communityId}:${job.id}` });
}

/** The people of a notice with their reasons: not who did it, nor who may not read where it is. */
async function whoMay(ctx: Ctx, kind: NotificationKind, { communityId, spaceId, actorId, to }: Notice): Promise<Map<number, string>> {
  const people = new Map<number, string>();
  for (const { personId, reason } of to) if (personId !== actorId && !people.has(personId)) people.set(personId, reason);
  if (people.size === 0 || kind.toAnyone || communityId === 0) return people;
  const spaces = await spacesOfCommunity(ctx.db, communityId);
  const community = spaces.find((space) => space.id === communityId);
  const space = spaces.find((found) => found.id === (spaceId ?? communityId));
  const roles = await rolesOf(ctx.db, communityId, [...people.keys()]);
  const may = (personId: number) => community && space && canRead({ ...ANONYMOUS, personId, roles: roles.get(personId) ?? new Map() }, space, community);
  return new Map([...people].filter(([personId]) => may(personId)));
}

function row(ctx: Ctx, kind: NotificationKind, notice: Notice, personId: number, reason: string) {
  const key = notice.key ?? String(notice.itemId ?? '');
  const bundle = notice.bundle ?? `${notice.kind} ${key}`;
  return {
    community_id: notice.communityId,
    person_id: personId,
    kind: notice.kind,
    key,
    reason,
    // What is meant for somebody does not drown among what they follow.
    bundle: kind.reasons[reason]!.interest === 'personal' ? `${bundle} ${reason}` : bundle,
    space_id: notice.spaceId ?? null,
    thread_id: notice.threadId ?? null,
    item_id: notice.itemId ?? null,
    position: notice.position ?? 0,
    actor_id: notice.actorId ?? null,
    data: notice.data ? JSON.stringify(notice.data) : null,
    created_at: ctx.now,
    read_at: null,
  };
}

