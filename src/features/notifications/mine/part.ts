import type { Ctx } from '#platform/context.ts';
import type { MyRow, MySpaces } from '../../communities/index.ts';
import { notificationKind, notificationReasons } from '../kinds.ts';
import { bundled } from '../ledger/lines.ts';
import { unreadWith } from './queries.ts';

const LOOKED_AT = 60;

/** On one's own home: what one was told that is meant for oneself, and not yet read. Thanks are new, the rest awaits one. */
export async function meantForMe(ctx: Ctx, { communities, spaces }: MySpaces): Promise<MyRow[]> {
  const told = notificationReasons().filter(({ interest }) => interest === 'personal' || interest === 'standing' || interest === 'binding');
  const found = await unreadWith(ctx.db, ctx.viewer.personId!, [...communities.keys()], told, LOOKED_AT);
  const { lines } = await bundled(ctx, found.map(({ row }) => row), {
    spaces: new Map([...found.map(({ space }) => [space.id, space] as const), ...spaces, ...communities]),
    items: new Map(found.flatMap(({ items }) => items.map((item) => [item.id, item] as const))),
    people: new Map(found.flatMap(({ actor }) => (actor ? [[actor.id, actor] as const] : []))),
  });
  return lines.map((line): MyRow => {
    const [actor] = line.actors;
    return {
      communityId: line.communityId,
      awaits: notificationKind(line.kind)!.defaults?.mail !== false,
      title: line.title,
      // Opening it there reads it.
      href: `/me/inbox/${line.id}`,
      note: { key: 'notifications.mine', values: { text: line.text.replace(/\.$/, '') } },
      at: line.at,
      who: actor ?? null,
      icon: 'bell',
      ...(line.thread && { about: `item ${line.thread.id}` }),
    };
  });
}
