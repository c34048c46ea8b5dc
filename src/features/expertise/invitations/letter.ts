import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { letter } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import { baseUrl } from '../../../config.ts';
import { readablePlace, spaceById } from '../../communities/index.ts';
import { linksOf, postById, readableDiscussion, type ReadableDiscussion } from '../../discussions/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { helpersFor, type Evidence } from '../finder/helpers.ts';
import { MAIL } from './actions.ts';
import { invitationById, takeMail, writersOf } from './queries.ts';
import { invitationToken } from './token.ts';

const EXCERPT = 600;
const LOOKED_AT = 50;
const MOST_WRITERS = 5000;

export function setUpLetters(): void {
  defineJob<{ communityId: number; invitationId: number }>(MAIL, sendInvitation);
}

/** Sends an invitation, unless it is no longer wanted: declined, answered, or the discussion closed or out of sight. */
async function sendInvitation(ctx: Ctx, { communityId, invitationId }: { communityId: number; invitationId: number }, job: { id: number }): Promise<void> {
  const invitation = await invitationById(ctx.db, communityId, invitationId);
  if (!invitation || invitation.declined_at !== null) return;
  const address = await mailAddressOf(ctx.db, invitation.person_id);
  const reader = await readerOf(ctx, communityId, invitation.person_id, invitation.discussion_id);
  if (!address || !reader || reader.discussion.closed_at !== null) return;
  if ((await writersOf(ctx.db, communityId, invitation.discussion_id, MOST_WRITERS)).includes(invitation.person_id)) return;
  if (!(await takeMail(ctx.db, communityId, invitationId, job.id))) return;
  const opening = await postById(ctx.db, communityId, reader.discussion.id);
  const why = await evidenceFor(reader.ctx, reader.discussion, invitation.person_id);
  const token = await invitationToken(ctx.db, communityId, invitationId);
  const mail = compose(reader.ctx, reader.discussion, { asker: invitation.by_name, asks: plainText(opening?.html ?? ''), why, token });
  await ctx.services.mailer.deliver(ctx.db, { to: address, ...mail }, ctx.now);
}

/** The person invited as the viewer, and the discussion as they may read it; null when they may not. */
export async function readerOf(ctx: Ctx, communityId: number, personId: number, discussionId: number): Promise<{ ctx: Ctx; discussion: ReadableDiscussion } | null> {
  const viewer = await viewerOfId(ctx.services, personId);
  const community = await spaceById(ctx.db, communityId, communityId);
  if (!viewer || !community) return null;
  const own = createContext(ctx.services, viewer);
  try {
    return { ctx: own, discussion: await readableDiscussion(own, await readablePlace(own, community.slug, null), discussionId) };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return null;
    throw error;
  }
}

/** What they wrote that made somebody think of them, as far as they may read it still. */
async function evidenceFor(ctx: Ctx, discussion: ReadableDiscussion, personId: number): Promise<Evidence[]> {
  const { place } = discussion;
  const wanted = { spaceIds: place.spaces.map((space) => space.id), memberOf: [place.community.id, discussion.home.id], askable: false, without: [discussion.author_id ?? 0], besides: discussion.id, limit: LOOKED_AT };
  return (await helpersFor(ctx, place, { title: discussion.title, body: null }, wanted)).find((helper) => helper.id === personId)?.evidence ?? [];
}

interface Parts {
  asker: string | null;
  asks: string;
  why: Evidence[];
  token: string;
}

function compose({ services, viewer }: Ctx, discussion: ReadableDiscussion, { asker, asks, why, token }: Parts): Omit<OutgoingMail, 'to'> {
  const { place, home } = discussion;
  const base = baseUrl(services.config);
  const t = translator(viewer.language);
  const name = asker ?? place.community.name;
  const values = { name, place: home.name, title: discussion.title };
  const answer = `${base}/help-invitations/${token}`;
  const because = t('expertise.mail.because');
  const listed = [because, ...why.map((one) => `• ${one.title}\n  ${base}${one.href}`)].join('\n');
  const links = why.map((one) => `<li><a href="${escapeHtml(base + one.href)}">${escapeHtml(one.title)}</a></li>`).join('');
  const parts = letter({
    language: viewer.language,
    place: home.name,
    hue: place.community.hue,
    greeting: t('expertise.mail.greeting', { name: viewer.name ?? '' }),
    paragraphs: [t('expertise.mail.asks', values), `${discussion.title}\n\n${excerpt(asks, EXCERPT)}`, ...(why.length > 0 ? [listed] : [])],
    html: { 1: `<p><b>${escapeHtml(discussion.title)}</b></p><p>${escapeHtml(excerpt(asks, EXCERPT))}</p>`, 2: `<p>${escapeHtml(because)}</p><ul>${links}</ul>` },
    button: { href: base + linksOf(place, home, discussion).self, label: t('expertise.mail.button') },
    after: [`${t('expertise.mail.decline')} ${answer}`],
    foot: t('expertise.mail.foot', { community: place.community.name }),
  });
  return {
    ...parts,
    subject: t('expertise.mail.subject', values),
    from: senderOf(services.config, t('communities.mail.via', { name, place: place.community.name })),
    headers: { 'List-Unsubscribe': `<${answer}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'Auto-Submitted': 'auto-generated' },
  };
}
