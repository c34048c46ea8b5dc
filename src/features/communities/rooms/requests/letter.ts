import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { baseUrl } from '../../../../config.ts';
import { mailAddressOf, personById } from '../../../people/index.ts';
import { hrefOf } from '../../frame.ts';
import { spaceById } from '../../queries.ts';
import { requestById } from './queries.ts';

export const LETTER = 'communities.answer_room_request';

/** Tells whoever asked for a room what became of it. */
export function setUpRequestLetter(): void {
  defineJob<{ communityId: number; requestId: number }>(LETTER, send);
}

async function send(ctx: Ctx, { communityId, requestId }: { communityId: number; requestId: number }): Promise<void> {
  const request = await requestById(ctx.db, communityId, requestId);
  const community = await spaceById(ctx.db, communityId, communityId);
  if (!request || !community || (request.state !== 'approved' && request.state !== 'declined')) return;
  const person = await personById(ctx.db, request.requester_id);
  const address = await mailAddressOf(ctx.db, request.requester_id);
  const room = request.room_id === null ? undefined : await spaceById(ctx.db, communityId, request.room_id);
  if (!person || !address) return;
  const t = translator(person.language);
  const values = { name: person.name, room: room?.name ?? request.name, community: community.name };
  const base = baseUrl(ctx.services.config);
  const mail = letter({
    language: person.language,
    place: community.name,
    hue: community.hue,
    greeting: t('communities.letter.greeting', values),
    paragraphs: [t(`communities.rooms.letter.${request.state}`, values), ...(request.answer ? [`> ${request.answer.replaceAll('\n', '\n> ')}`] : [])],
    button: room
      ? { href: base + hrefOf(community, room), label: t('communities.rooms.letter.go') }
      : { href: `${base}${hrefOf(community)}/rooms`, label: t('communities.rooms') },
    foot: t('communities.rooms.letter.request_why', values),
  });
  const headers = { 'Auto-Submitted': 'auto-generated' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t(`communities.rooms.letter.${request.state}_subject`, values), ...mail, headers }, ctx.now);
}
