import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, personById } from '../../people/index.ts';
import { hrefOf } from '../frame.ts';
import { facilitatorsOf, spaceById } from '../queries.ts';
import { enter } from './lifecycle.ts';
import { quietRooms } from './queries.ts';

const DAY = 86_400_000;
const AT_ONCE = 200;
const ASK = 'communities.ask_about_room';

interface Question {
  communityId: number;
  spaceId: number;
  personId: number;
}

/** A room in which nobody spoke for long is dormant; its facilitators are asked what should become of it. */
export function setUpDormancy(): void {
  defineJob<Question>(ASK, ask);
  repeatJob('communities.notice_dormant', DAY, async (ctx) => {
    for (;;) {
      const rooms = await quietRooms(ctx.db, ctx.now, AT_ONCE);
      for (const room of rooms)
        await transaction(ctx, async (ctx) => {
          if (!(await enter(ctx, room, 'dormant'))) return;
          for (const { id } of await facilitatorsOf(ctx.db, room))
            await ctx.services.jobs.enqueue(ctx, ASK, { communityId: room.community_id, spaceId: room.id, personId: id });
        });
      if (rooms.length < AT_ONCE) break;
    }
  });
}

async function ask(ctx: Ctx, { communityId, spaceId, personId }: Question): Promise<void> {
  const room = await spaceById(ctx.db, communityId, spaceId);
  const community = await spaceById(ctx.db, communityId, communityId);
  const person = await personById(ctx.db, personId);
  const address = await mailAddressOf(ctx.db, personId);
  if (room?.state !== 'dormant' || !community || !person || !address) return;
  const t = translator(person.language);
  const days = Math.floor((ctx.now - room.active_at) / DAY);
  const values = { name: person.name, room: room.name, community: community.name, days };
  const home = baseUrl(ctx.services.config) + hrefOf(community, room);
  const mail = letter({
    language: person.language,
    place: room.name,
    hue: community.hue,
    greeting: t('communities.letter.greeting', values),
    paragraphs: [t('communities.rooms.letter.dormant', values)],
    button: { href: `${home}/state#keep`, label: t('communities.rooms.keep') },
    after: [
      `${t('communities.rooms.archive')}: ${home}/state#archive`,
      `${t('communities.rooms.merge')}: ${home}/merge`,
      t('communities.rooms.letter.dormant_after', values),
    ],
    foot: t('communities.rooms.letter.dormant_why', values),
  });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('communities.rooms.letter.dormant_subject', values), ...mail, headers }, ctx.now);
}
