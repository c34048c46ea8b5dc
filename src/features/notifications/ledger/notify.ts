import { whisper } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { canRead, spacesOfCommunity } from '../../communities/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { notificationKind, OWN, type NotificationKind } from '../kinds.ts';
import { choicesOf } from '../settings/queries.ts';
import { resolve } from '../settings/resolve.ts';
import { wishesOf } from '../digest/queries.ts';
import { periodOf, scheduleDigest } from '../digest/schedule.ts';
import { queueMails } from '../mail/send.ts';
import { hasPush } from '../push/queries.ts';
import { insertNotifications, rolesOf, threadLevels } from './queries.ts';

export const PUSH = 'notifications.push';
/** Mails that one job writes. */
const MAILS_TOGETHER = 50;

/** One notification, to one person. */
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
  /** Whoever did it; never told themselves, except by mail where they wish so and there is the reason `own`. */
  actorId?: number | null;
  /** Its author may have it too. */
  tellsAuthor?: boolean;
  data?: Record<string, unknown>;
  /** Each with one of the kind's reasons; the first holds for who is named twice. */
  to: { personId: number; reason: string }[];
}

/** Tells people: a line of the ledger for each whose settings let it, and one job for each channel it goes by. Call it in a transaction. */
export async function notify(ctx: Ctx, notice: Notice): Promise<void> {
  const kind = notificationKind(notice.kind);
  if (!kind) throw new Error(`no kind of notification is called ${notice.kind}`);
  const to = await whoMay(ctx, kind, notice);
  await sendOwn(ctx, kind, notice);
  if (to.size === 0) return;
  const people = [...to.keys()];
  const { communityId, spaceId = null, threadId = null } = notice;
  const [choices, threads] = [await choicesOf(ctx.db, people, communityId, spaceId), await threadLevels(ctx.db, communityId, threadId, people)];
  const wishes = await wishesOf(ctx.db, people);
  const told = new Map([...to].flatMap(([personId, reason]) => {
    const way = resolve(choices.get(personId) ?? [], placeOfNotice(notice), { interest: kind.reasons[reason]!.interest, thread: threads.get(personId) ?? null });
    const period = kind.defaults?.mail === false ? null : periodOf(way.mail, kind.reasons[reason]!.interest, wishes.get(personId) ?? { near: false });
    return way.page ? [[personId, { reason, ...way, period }] as const] : [];
  }));
  const made = await insertNotifications(ctx.db, [...told].map(([personId, { reason, period }]) => ({ ...row(ctx, kind, notice, personId, reason), gathered: period ? 1 : 0 })));
  const devices = kind.defaults?.push === false ? new Set<number>() : await hasPush(ctx.db, made.map((m) => m.person_id));
  const mailed: number[] = [];
  for (const { id, person_id } of made) {
    const { mail, push, period } = told.get(person_id)!;
    if (period) await scheduleDigest(ctx, person_id, period, wishes.get(person_id)!);
    else if (mail !== 'off' && kind.defaults?.mail !== false) mailed.push(id);
    if (push && devices.has(person_id)) await ctx.services.jobs.enqueue(ctx, PUSH, { communityId, id }, { uniqueKey: `${PUSH}:${communityId}:${id}` });
  }
  for (let at = 0; at < mailed.length; at += MAILS_TOGETHER) await queueMails(ctx, { communityId, ids: mailed.slice(at, at + MAILS_TOGETHER) });
  sayCount(ctx, made.map((m) => m.person_id));
}

/** Brings its author what they did themselves, read already, if they wish to have it as a mailing list sends it. */
async function sendOwn(ctx: Ctx, kind: NotificationKind, notice: Notice): Promise<void> {
  const { actorId, communityId } = notice;
  if (!kind.reasons[OWN] || !notice.tellsAuthor || actorId == null || !(await wishesOf(ctx.db, [actorId])).get(actorId)?.own) return;
  const [made] = await insertNotifications(ctx.db, [{ ...row(ctx, kind, notice, actorId, OWN), read_at: ctx.now }]);
  if (made) await queueMails(ctx, { communityId, ids: [made.id] });
}

/** The place whose settings hold for a notice. */
function placeOfNotice({ communityId, spaceId }: { communityId: number; spaceId?: number | null }) {
  return { communityId, spaceId: spaceId ?? communityId };
}

/** Tells every node that these people's unread lines changed. Concerns no page that is kept for others. */
export function sayCount(ctx: Ctx, personIds: number[]): void {
  if (personIds.length > 0) whisper(ctx, 'notifications', { communityId: null, personIds });
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

