import type { Ctx } from '#platform/context.ts';
import { facilitatorsOf, type Space } from '../../communities/index.ts';
import { notify, settled } from '../../notifications/index.ts';
import { entranceRow } from '../entrance/queries.ts';
import type { RequestRow } from '../requests/queries.ts';
import { ANSWERED, ASKED, REMOVED, WELCOME } from './kinds.ts';

type At = Pick<Space, 'id' | 'community_id'>;
const at = ({ id, community_id }: At) => ({ communityId: community_id, spaceId: id });

/** Tells those who look after a space that somebody asks to come in. Like all of these: in the transaction that does it. */
export async function tellAsked(ctx: Ctx, space: Space, requestId: number): Promise<void> {
  const to = (await facilitatorsOf(ctx.db, space)).map(({ id: personId }) => ({ personId, reason: 'keeper' }));
  await notify(ctx, { kind: ASKED, ...at(space), key: String(requestId), bundle: `${ASKED} ${space.id}`, actorId: ctx.viewer.personId, data: { requestId }, to });
}

/** The request awaits nobody any more, and who asked hears of it unless it is to be quiet. */
export async function tellAnswered(ctx: Ctx, space: Space, request: RequestRow, { decision, quiet }: { decision: string; quiet: boolean }): Promise<void> {
  const keepers = await facilitatorsOf(ctx.db, space);
  await settled(ctx, keepers.map(({ id }) => id), { communityId: space.community_id, kind: ASKED, key: String(request.id) });
  if (quiet) return;
  await notify(ctx, { kind: ANSWERED, ...at(space), key: String(request.id), data: { requestId: request.id, decision }, to: [{ personId: request.person_id, reason: 'asker' }] });
}

/** Welcomes whoever joined a space that has something to say; once, however often they come and go. */
export async function tellWelcome(ctx: Ctx, space: At, personId: number): Promise<void> {
  if (!(await entranceRow(ctx.db, space))?.welcome) return;
  await notify(ctx, { kind: WELCOME, ...at(space), key: String(space.id), to: [{ personId, reason: 'joined' }] });
}

export async function tellRemoved(ctx: Ctx, space: Space, personId: number, reason: string): Promise<void> {
  await notify(ctx, { kind: REMOVED, ...at(space), key: `${space.id} ${ctx.now}`, data: { reason }, to: [{ personId, reason: 'concerned' }] });
}
