import { noteInTransaction } from '#platform/announce.ts';
import type { Ctx } from '#platform/context.ts';
import { facilitatorsOf, spaceById, type Space } from '../communities/index.ts';
import { notify, settled } from '../notifications/index.ts';
import { addPlacedKind } from './kind.ts';

const DORMANT = 'community_notices.dormant';
const ADDED = 'community_notices.added';
const DAY = 86_400_000;

/** A room that went quiet, and who became a member of a room or community without asking. */
export function setUpRoomKinds(): void {
  addPlacedKind({
    name: DORMANT,
    reasons: { facilitator: 'community_notices.why_facilitator' },
    say: (t, { space, data }, values) => (space.state === 'dormant' ? { title: t('community_notices.dormant.subject', { ...values }), text: t('community_notices.dormant.line', { days: data.days as number }), path: '/state' } : null),
    write: (_, { data }, { t, values, home }) => ({
      paragraphs: [t('community_notices.dormant', { ...values, days: data.days as number })],
      button: { href: `${home}/state#keep`, label: t('communities.rooms.keep') },
      links: [
        { href: `${home}/state#archive`, label: t('communities.rooms.archive') },
        { href: `${home}/merge`, label: t('communities.rooms.merge') },
      ],
      after: [t('community_notices.dormant.after')],
    }),
  });
  addPlacedKind({
    name: ADDED,
    reasons: { added: 'community_notices.why_added' },
    say: (t, { space }, values) => ({ title: t(`community_notices.added_${space.kind}.subject`, { ...values }), text: t(`community_notices.added_${space.kind}`, { ...values }) }),
    write: (_, { space }, { t, values, home }) => ({
      paragraphs: [
        t(`community_notices.added_${space.kind}`, { ...values }),
        ...(space.purpose ?? space.tagline ? [(space.purpose ?? space.tagline)!] : []),
        ...(space.kind === 'room' ? [t(`communities.rooms.visibility_about.${space.visibility}`)] : []),
      ],
      button: { href: home, label: t(`community_notices.go_${space.kind}`) },
    }),
  });
  noteInTransaction('communities.room_state', async (ctx, { communityId, spaceId }) => {
    const room = await spaceById(ctx.db, communityId, spaceId as number);
    if (room) await (room.state === 'dormant' ? askAbout(ctx, room) : noMore(ctx, room));
  });
  noteInTransaction('communities.members_added', (ctx, { communityId, spaceId, personIds }) =>
    notify(ctx, { kind: ADDED, communityId, spaceId: spaceId as number, key: `${spaceId as number} ${ctx.now}`, actorId: ctx.viewer.personId, to: (personIds as number[]).map((personId) => ({ personId, reason: 'added' })) }),
  );
}

const about = (room: Space) => ({ communityId: room.community_id, kind: DORMANT, bundle: `${DORMANT} ${room.id}` });
const keepersOf = async ({ db }: Ctx, room: Space) => (await facilitatorsOf(db, room)).map(({ id }) => id);

/** Asks those who facilitate a room what should become of it, each time that it went quiet. */
async function askAbout(ctx: Ctx, room: Space): Promise<void> {
  const data = { days: Math.floor((ctx.now - room.active_at) / DAY) };
  const to = (await keepersOf(ctx, room)).map((personId) => ({ personId, reason: 'facilitator' }));
  await notify(ctx, { ...about(room), spaceId: room.id, key: `${room.id} ${room.state_at}`, data, to });
}

/** Somebody wrote in it, kept it or archived it: it awaits nobody any more. */
async function noMore(ctx: Ctx, room: Space): Promise<void> {
  await settled(ctx, await keepersOf(ctx, room), about(room));
}
