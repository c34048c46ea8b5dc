import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { notificationKind } from '../kinds.ts';
import { linesOf, type ShownLine } from '../ledger/lines.ts';
import { joinedSpaces, notificationsOf } from '../ledger/queries.ts';
import { readNotifications } from '../ledger/unread.ts';
import { whyOf } from '../mail/send.ts';
import { ownId } from '../own.ts';
import { allChoicesOf } from '../settings/queries.ts';
import { resolvePlace, type Choice } from '../settings/resolve.ts';

const UNREAD_SHOWN = 200;
const READ_A_PAGE = 40;

/** A line of the inbox, and why it is there. */
export interface InboxLine extends ShownLine {
  /** "You get this because you follow the discussion." */
  why: string;
  /** By which setting, and where that is changed. */
  setting: { text: string; href: string; label: string } | null;
}

export interface Inbox {
  unread: InboxLine[];
  read: InboxLine[];
  /** The newest line shown: what comes later is not read by an act on this page. */
  newest: number;
  older: number | null;
  communities: { id: number; slug: string; name: string }[];
}

/** The viewer's inbox: what is new first, then what was read; of one community where asked. */
export async function loadInbox(ctx: Ctx, { slug, before }: { slug?: string | undefined; before?: number | undefined } = {}): Promise<Inbox> {
  const personId = ownId(ctx);
  const communities = (await joinedSpaces(ctx.db, personId)).filter((space) => space.parent_id === null);
  // A community that one has not joined has nothing here; -1 is none.
  const communityId = slug === undefined ? undefined : (communities.find((c) => c.slug === slug)?.id ?? -1);
  const fresh = before === undefined ? await notificationsOf(ctx.db, personId, { communityId, unread: true, limit: UNREAD_SHOWN }) : [];
  const old = await notificationsOf(ctx.db, personId, { communityId, unread: false, before, limit: READ_A_PAGE + 1 });
  const shown = old.slice(0, READ_A_PAGE);
  const { lines, gone } = await linesOf(ctx, [...fresh, ...shown]);
  const ids = gone.filter((row) => row.read_at === null).map((row) => row.id);
  if (ids.length > 0) await readNotifications(ctx, { ids });
  const choices = await allChoicesOf(ctx.db, personId);
  const explained = lines.map((line) => explain(ctx, line, choices));
  return {
    unread: explained.filter((line) => line.unread),
    read: explained.filter((line) => !line.unread),
    newest: Math.max(0, ...fresh.map((row) => row.id)),
    older: old.length > shown.length ? shown.at(-1)!.id : null,
    communities,
  };
}

/** Says why a line came, down to the setting that let it come. */
function explain(ctx: Ctx, line: ShownLine, choices: readonly Choice[]): InboxLine {
  const t = translator(ctx.viewer.language);
  const why = whyOf(ctx, line);
  const interest = notificationKind(line.kind)?.reasons[line.reason]?.interest;
  if (interest === 'standing' || interest === 'binding') return { ...line, why, setting: null };
  if (interest === 'followed' && line.follow) return { ...line, why, setting: { text: '', href: line.follow, label: t('notifications.why.thread') } };
  const place = { communityId: line.communityId, spaceId: line.space?.id ?? line.communityId };
  const { level } = resolvePlace(choices, place);
  const text = t(`notifications.why.from_${level.from}`, { level: t(`notifications.level.${level.value}`), place: line.space?.name ?? '', community: line.community?.name ?? '' });
  const at = level.from === 'room' ? place.spaceId : level.from === 'community' ? place.communityId : 0;
  return { ...line, why, setting: { text, href: `/me/settings/notifications#place-${at}`, label: t('notifications.why.change') } };
}
