import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { addMailCommand, allMailCommands, mailDomain, type CommandPlace, type MailAnswer, type Reaction } from '#platform/mail/answers/index.ts';
import { baseUrl } from '../../../config.ts';
import { canAsk, canFacilitate, hrefOf, join, leave, readablePlace, spaceById, type Place } from '../../communities/index.ts';
import { askIn } from '../../joining/index.ts';

/** What every community understands by mail. */
export function addCommands(): void {
  addMailCommand({ names: ['join', 'subscribe', 'rejoindre', 'unirse', 'beitreten', 'participar', 'вступить', 'انضمام'], about: 'mail_in.command.join', run: joinByMail });
  addMailCommand({ names: ['leave', 'unsubscribe', 'quitter', 'salir', 'verlassen', 'sair', 'выйти', 'مغادرة'], about: 'mail_in.command.leave', run: leaveByMail });
  addMailCommand({ names: ['help', 'aide', 'ayuda', 'hilfe', 'ajuda', 'помощь', 'مساعدة', 'info', 'commands'], about: 'mail_in.command.help', run: help });
}

async function placeOf(ctx: Ctx, { communityId, spaceId }: CommandPlace): Promise<Place> {
  const community = (await spaceById(ctx.db, communityId, communityId))!;
  const space = spaceId === communityId ? null : await spaceById(ctx.db, communityId, spaceId);
  return readablePlace(ctx, community.slug, space?.slug ?? null);
}

async function joinByMail(ctx: Ctx, at: CommandPlace, mail: MailAnswer): Promise<Reaction> {
  const t = translator(ctx.viewer.language);
  const place = await placeOf(ctx, at);
  const { community, space, room } = place;
  const values = { place: space.name, address: addressOf(ctx, place), help: addressOf(ctx, place, 'help') };
  const button = { href: baseUrl(ctx.services.config) + hrefOf(community, room), label: t('mail_in.open', values) };
  if (canAsk(ctx.viewer, community)) {
    const came = await askIn(ctx, place, community, (mail.text || mail.subject || '…').slice(0, 2000));
    if (came === 'asked') return { status: 'done', reason: 'closed', communityId: community.id, tell: { subject: t('mail_in.asked_in.subject', values), paragraphs: [t('mail_in.asked_in.text', values)] } };
  } else await join(ctx, place);
  return { status: 'done', reason: 'joined', communityId: community.id, tell: { subject: t('mail_in.joined.subject', values), paragraphs: [t('mail_in.joined.text', values), t('mail_in.joined.how', values)], button } };
}

async function leaveByMail(ctx: Ctx, at: CommandPlace): Promise<Reaction> {
  const t = translator(ctx.viewer.language);
  const place = await placeOf(ctx, at);
  const values = { place: place.space.name, address: addressOf(ctx, place, 'join') };
  await leave(ctx, place);
  return { status: 'done', reason: 'left', communityId: place.community.id, tell: { subject: t('mail_in.left.subject', values), paragraphs: [t('mail_in.left.text', values), t('mail_in.left.back', values)] } };
}

async function help(ctx: Ctx, at: CommandPlace): Promise<Reaction> {
  const t = translator(ctx.viewer.language);
  const place = await placeOf(ctx, at);
  const values = valuesOf(ctx, place);
  const button = { href: baseUrl(ctx.services.config) + hrefOf(place.community, place.room), label: t('mail_in.open', values) };
  return { status: 'done', reason: 'helped', communityId: place.community.id, tell: { subject: t('mail_in.help.subject', values), paragraphs: whatIsPossible(ctx, place), button } };
}

/** Says once a day that something was no command, and what is. */
export async function notUnderstood(ctx: Ctx, at: CommandPlace, what: string): Promise<Reaction> {
  const t = translator(ctx.viewer.language);
  const place = await placeOf(ctx, at);
  return { status: 'refused', reason: 'unknown_command', communityId: place.community.id, tell: { subject: t('mail_in.help.unknown_subject', valuesOf(ctx, place)), paragraphs: [t('mail_in.help.unknown', { what }), ...whatIsPossible(ctx, place)] } };
}

function valuesOf(ctx: Ctx, place: Place) {
  return { place: place.space.name, address: addressOf(ctx, place), request: addressOf(ctx, place, 'request'), owner: addressOf(ctx, place, 'owner') };
}

function whatIsPossible(ctx: Ctx, place: Place): string[] {
  const t = translator(ctx.viewer.language);
  const values = valuesOf(ctx, place);
  const list = allMailCommands().map(({ names, about }) => `${names[0]}: ${t(about, values)}`);
  const decides = canFacilitate(ctx.viewer, place.space) ? [t('mail_in.help.decide')] : [];
  return [t('mail_in.help.write', values), t('mail_in.help.reply'), [t('mail_in.help.commands', values), ...list].join('\n'), ...decides, t('mail_in.help.owner', values)];
}

/** The address of a place, or of one of its duties. */
export function addressOf(ctx: Ctx, { community, room }: Pick<Place, 'community' | 'room'>, duty?: string): string {
  return `${community.slug}${room ? `.${room.slug}` : ''}${duty ? `-${duty}` : ''}@${mailDomain(ctx)}`;
}
