import { baseUrl } from '../../../config.ts';
import { createContext, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { can, canRead, hrefOf, type Space } from '../../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { EDIT } from '../access.ts';
import { contentOf } from '../mail/content.ts';
import { renderIssue } from '../mail/render.ts';
import { renderingOf } from '../mail/letter.ts';
import type { Issue } from '../queries.ts';
import { issueAndSpaces } from '../sending/actions.ts';
import { signed } from '../subscribing/token.ts';
import { lastNote } from './queries.ts';

/** What is written to somebody who makes newsletters: about one issue, at a moment. */
export interface Letter {
  kind: 'requested' | 'approved' | 'returned' | 'drafted';
  communityId: number;
  issueId: number;
  personId: number;
  at: number;
}
const LETTER = 'newsletters.letter';
const STATES: Record<Letter['kind'], Issue['state']> = { requested: 'waiting', approved: 'approved', returned: 'draft', drafted: 'draft' };

export function setUpLetters(): void {
  defineJob<Letter>(LETTER, sendLetter);
}

export async function queueLetter(ctx: Ctx, payload: Letter): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, LETTER, payload, { priority: 4 });
}

/** Declines when the issue has gone on since, or the person makes no newsletters here any more. */
async function sendLetter({ services, db, now }: Ctx, payload: Letter): Promise<void> {
  const { kind, personId, communityId, issueId } = payload;
  const viewer = await viewerOfId(services, personId);
  const address = await mailAddressOf(db, personId);
  if (!viewer || !address) return;
  const ctx = createContext(services, viewer);
  const { issue, spaces, space, community } = await issueAndSpaces(ctx, communityId, issueId);
  if (issue.state !== STATES[kind] || !canRead(viewer, space, community) || !can(viewer, space, EDIT)) return;
  const t = translator(viewer.language);
  const base = baseUrl(services.config);
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  const said = kind === 'drafted' ? undefined : await lastNote(db, communityId, issueId, kind);
  const values = { title: issue.title, space: space.name, name: said?.name ?? t('newsletters.somebody') };
  const body = kind === 'requested' ? [await textOf(ctx, issue, spaces)] : [];
  const parts = letter({
    language: viewer.language,
    place: space.name,
    hue: community.hue,
    paragraphs: [t(`newsletters.letter.${kind}.text`, values), ...(said?.note ? [`“${said.note}”`] : [])],
    button: { href: base + (await linkOf(ctx, payload, issue, space, community)), label: t(`newsletters.letter.${kind}.button`) },
    after: body,
    foot: `${host}\n${t('newsletters.letter.why', values)}`,
  });
  const mail = { to: address, from: senderOf(services.config, t('newsletters.mail.from', { name: space.name, host })), subject: t(`newsletters.letter.${kind}.subject`, values), ...parts };
  await services.mailer.deliver(db, { ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }, now);
}

/** Whoever is asked to approve can do so from the mail itself; opening the link does nothing. */
async function linkOf(ctx: Ctx, { kind, personId, at }: Letter, issue: Issue, space: Space, community: Space): Promise<string> {
  if (kind !== 'requested') return `${hrefOf(community, space === community ? null : space)}/newsletters/${issue.id}/compose`;
  return `/newsletters/approve/${await signed(ctx.services, 'approve', [issue.community_id, issue.id, personId, at])}`;
}

/** The issue itself, to be read in the mail. */
async function textOf(ctx: Ctx, issue: Issue, spaces: Space[]): Promise<string> {
  const content = await contentOf(ctx, issue, spaces);
  return renderIssue(content, renderingOf(ctx.services.config, content, { why: 'member', unsubscribe: '', logo: null }, [])).text;
}
