import { createContext, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { letter } from '#platform/mail/letter.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { excerpt, plainText } from '#platform/text/excerpt.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf, readablePlace, spaceById } from '../../communities/index.ts';
import { linksOf, postById, readableDiscussion, type ReadableDiscussion } from '../../discussions/index.ts';
import { addNotificationKind, namesOf, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { viewerOfId } from '../../people/index.ts';
import { helpersFor, type Evidence } from '../finder/helpers.ts';
import { INVITED } from './actions.ts';
import { invitationById, writersOf } from './queries.ts';
import { invitationToken } from './token.ts';

const EXCERPT = 600;
const LOOKED_AT = 50;
const MOST_WRITERS = 5000;

/** Who is asked to help is told as of anything that is meant for them; their mail can be declined with one click. */
export function setUpInvitationKind(): void {
  addNotificationKind({ name: INVITED, reasons: { asked: { interest: 'personal', why: 'expertise.told.why' } }, render, mail });
}

function render({ viewer }: Ctx, { community, space, thread, actors }: Line): Rendered | null {
  if (!community || !space || !thread) return null;
  const t = translator(viewer.language);
  const href = `${hrefOf(community, space.parent_id === null ? null : space)}/discussions/${thread.id}-${thread.slug}`;
  return { title: thread.title ?? '', href, text: t('expertise.told.asked', { names: namesOf(t, actors) || community.name }) };
}

/** The question, and why they were thought of; nothing when it is no longer wanted: declined, answered, or the discussion closed or out of sight. */
async function mail(ctx: Ctx, { line, why }: MailRequest): Promise<Omit<OutgoingMail, 'to'> | null> {
  const communityId = line.community!.id;
  const invitation = await invitationById(ctx.db, communityId, line.data.invitationId as number);
  if (!invitation || invitation.declined_at !== null) return null;
  const reader = await readerOf(ctx, communityId, invitation.person_id, invitation.discussion_id);
  if (!reader || reader.discussion.closed_at !== null) return null;
  if ((await writersOf(ctx.db, communityId, invitation.discussion_id, MOST_WRITERS)).includes(invitation.person_id)) return null;
  const opening = await postById(ctx.db, communityId, reader.discussion.id);
  const evidence = await evidenceFor(reader.ctx, reader.discussion, invitation.person_id);
  const token = await invitationToken(ctx.db, communityId, invitation.id);
  return compose(reader.ctx, reader.discussion, { asker: invitation.by_name, asks: plainText(opening?.html ?? ''), evidence, why, token });
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
  evidence: Evidence[];
  why: string;
  token: string;
}

function compose({ services, viewer }: Ctx, discussion: ReadableDiscussion, { asker, asks, evidence, why, token }: Parts): Omit<OutgoingMail, 'to'> {
  const { place, home } = discussion;
  const base = baseUrl(services.config);
  const t = translator(viewer.language);
  const name = asker ?? place.community.name;
  const values = { name, place: home.name, title: discussion.title };
  const answer = `${base}/help-invitations/${token}`;
  const because = t('expertise.mail.because');
  const listed = [because, ...evidence.map((one) => `• ${one.title}\n  ${base}${one.href}`)].join('\n');
  const links = evidence.map((one) => `<li><a href="${escapeHtml(base + one.href)}">${escapeHtml(one.title)}</a></li>`).join('');
  const parts = letter({
    language: viewer.language,
    place: home.name,
    hue: place.community.hue,
    greeting: t('expertise.mail.greeting', { name: viewer.name ?? '' }),
    paragraphs: [t('expertise.mail.asks', values), `${discussion.title}\n\n${excerpt(asks, EXCERPT)}`, ...(evidence.length > 0 ? [listed] : [])],
    html: { 1: `<p><b>${escapeHtml(discussion.title)}</b></p><p>${escapeHtml(excerpt(asks, EXCERPT))}</p>`, 2: `<p>${escapeHtml(because)}</p><ul>${links}</ul>` },
    button: { href: base + linksOf(place, home, discussion).self, label: t('expertise.mail.button') },
    after: [`${t('expertise.mail.decline')} ${answer}`],
    foot: `${place.community.name}: ${why} ${t('expertise.mail.foot')}`,
  });
  return {
    ...parts,
    subject: t('expertise.mail.subject', values),
    from: senderOf(services.config, t('communities.mail.via', { name, place: place.community.name })),
    headers: { 'List-Unsubscribe': `<${answer}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'Auto-Submitted': 'auto-generated' },
  };
}
