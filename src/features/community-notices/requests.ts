import { noteInTransaction } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { replyAddress } from '#platform/mail/answers/index.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { can, facilitatorsOf, roomRequestById, spaceById, type RoomRequested, type Space } from '../communities/index.ts';
import { notify, settled } from '../notifications/index.ts';
import { addPlacedKind } from './kind.ts';

const ASKED = 'community_notices.room_asked';
const ANSWERED = 'community_notices.room_answered';
/** The kind of address at which requests for rooms are answered. */
export const ROOM_REQUEST = 'rr';

const quoted = (text: string) => text.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>');

/** Who may open rooms hears that one is asked for; whoever asked, what became of it. */
export function setUpRequestKinds(): void {
  addPlacedKind({
    name: ASKED,
    reasons: { opener: 'community_notices.why_opener' },
    say: (t, { data, count }, values) => ({ title: t('community_notices.asked.subject', { ...values, room: data.room as string, count }), text: t('community_notices.asked.line', { ...values, count }), path: `/rooms/requests#request-${data.requestId as number}` }),
    async write(ctx, { community, data }, { t, values, home }) {
      const request = await roomRequestById(ctx.db, community.id, data.requestId as number);
      if (request?.state !== 'open') return null;
      const replyTo = await replyAddress(ctx, ctx.viewer.personId!, ROOM_REQUEST, [community.id, request.id]);
      return {
        paragraphs: [t('community_notices.asked', { ...values, asker: request.requester_name, room: request.name }), quoted([request.purpose, request.why].filter(Boolean).join('\n\n')), ...(replyTo ? [t('community_notices.asked.by_mail')] : [])],
        button: { href: `${home}/rooms/requests#request-${request.id}`, label: t('community_notices.asked.look') },
        replyTo,
      };
    },
  });
  addPlacedKind({
    name: ANSWERED,
    reasons: { asker: 'community_notices.why_asker' },
    say: (t, { data }, values) => ({ title: t(`community_notices.${data.state as string}.subject`, { room: data.room as string }), text: t(`community_notices.${data.state as string}.line`, { ...values }), ...(data.state === 'declined' && { path: '/rooms' }) }),
    async write(ctx, { community, data }, { t, values, home }) {
      const request = await roomRequestById(ctx.db, community.id, data.requestId as number);
      const open = data.state === 'approved';
      return {
        paragraphs: [t(`community_notices.${data.state as string}`, { ...values, room: data.room as string }), ...(request?.answer ? [quoted(request.answer)] : [])],
        button: open ? { href: home, label: t('community_notices.go_room') } : { href: `${home}/rooms`, label: t('communities.rooms') },
      };
    },
  });
  noteInTransaction('communities.room_requested', withRequest(asked));
  noteInTransaction('communities.room_request_settled', withRequest(answered));
}

function withRequest(tell: (ctx: Ctx, community: Space, request: RoomRequested) => Promise<void>) {
  return async (ctx: Ctx, { communityId, requestId }: { communityId: number; requestId?: unknown }) => {
    const community = await spaceById(ctx.db, communityId, communityId);
    const request = await roomRequestById(ctx.db, communityId, requestId as number);
    if (community && request) await tell(ctx, community, request);
  };
}

const about = (request: RoomRequested) => ({ communityId: request.community_id, kind: ASKED, key: String(request.id) });

/** Those who may open a room here, as far as their role says so. */
async function openersOf({ db }: Ctx, community: Space): Promise<number[]> {
  const keepers = await facilitatorsOf(db, community);
  return keepers.filter(({ id, role }) => can({ ...ANONYMOUS, personId: id, roles: new Map([[community.id, role]]) }, community, 'rooms.open')).map(({ id }) => id);
}

async function asked(ctx: Ctx, community: Space, request: RoomRequested): Promise<void> {
  const to = (await openersOf(ctx, community)).map((personId) => ({ personId, reason: 'opener' }));
  await notify(ctx, { ...about(request), spaceId: community.id, bundle: ASKED, actorId: request.requester_id, data: { requestId: request.id, room: request.name }, to });
}

async function answered(ctx: Ctx, community: Space, request: RoomRequested): Promise<void> {
  await settled(ctx, await openersOf(ctx, community), about(request));
  if (request.state === 'withdrawn') return;
  const data = { requestId: request.id, state: request.state, room: request.name };
  await notify(ctx, { kind: ANSWERED, communityId: community.id, spaceId: request.room_id ?? community.id, key: String(request.id), data, to: [{ personId: request.requester_id, reason: 'asker' }] });
}
