import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { spaceById } from '../../communities/index.ts';
import { personById } from '../../people/index.ts';
import { digestOf, sign } from '../signed.ts';
import { invitationById, refusesInvitations } from './queries.ts';

export const LETTER = 'joining.invitation_letter';

interface InvitationLetter {
  communityId: number;
  invitationId: number;
  address: string;
  token: string;
  personId: number;
}

export function setUpInvitationLetters(): void {
  defineJob<InvitationLetter>(LETTER, send);
}

/** Invites an address, unless it wants no invitations or the invitation was taken back meanwhile. */
async function send(ctx: Ctx, { communityId, invitationId, address, token, personId }: InvitationLetter): Promise<void> {
  const invitation = await invitationById(ctx.db, communityId, invitationId);
  const space = invitation && (await spaceById(ctx.db, communityId, invitation.space_id));
  const inviter = await personById(ctx.db, personId);
  if (!invitation || invitation.revoked_at !== null || !space || !inviter || (await refusesInvitations(ctx.db, digestOf(address)))) return;
  const t = translator(space.language);
  const base = baseUrl(ctx.services.config);
  const host = (await hostSetting(ctx.db, 'host_name')) ?? 'Copse';
  const values = { inviter: inviter.name, space: space.name, host };
  const refuse = `${base}/invitations/no-more/${encodeURIComponent(address)}/${await sign(ctx, `no-more ${address}`)}`;
  const mail = letter({
    language: space.language,
    place: space.name,
    hue: space.hue,
    greeting: t('joining.letter.invited_greeting'),
    paragraphs: [t('joining.letter.invited', values), ...(space.tagline ? [space.tagline] : []), ...(invitation.note ? [`> ${invitation.note.replaceAll('\n', '\n> ')}`] : [])],
    button: { href: `${base}/invitations/${token}`, label: t('joining.letter.look', values) },
    foot: t('joining.letter.why_invited', { ...values, refuse }),
  });
  const headers = { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${refuse}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('joining.letter.invited.subject', values), ...mail, headers }, ctx.now);
}
