import { baseUrl } from '../../../config.ts';
import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { retireJobs } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { can, hrefOf, type Space } from '../../communities/index.ts';
import { addNotificationKind, notify, settled, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { EDIT } from '../access.ts';
import { contentOf } from '../mail/content.ts';
import { renderIssue } from '../mail/render.ts';
import { renderingOf } from '../mail/letter.ts';
import type { Issue } from '../queries.ts';
import { issueAndSpaces } from '../sending/actions.ts';
import { signed } from '../subscribing/token.ts';
import { lastNote } from './queries.ts';

type Step = 'requested' | 'approved' | 'returned' | 'drafted';

const KIND = 'newsletters.step';
const STATES: Record<Step, Issue['state']> = { requested: 'waiting', approved: 'approved', returned: 'draft', drafted: 'draft' };
const bundleOf = (issueId: number) => `${KIND} ${issueId}`;

/** Who makes newsletters hears what an issue awaits of them. */
export function setUpLetters(): void {
  addNotificationKind({ name: KIND, reasons: { editor: { interest: 'standing', why: 'newsletters.letter.why' } }, render, mail });
  retireJobs('newsletters.letter');
}

/** Tells of a step of an issue, in the transaction that takes it. What was told of it before awaits nobody any more. */
export async function tellEditors(ctx: Ctx, issue: Pick<Issue, 'id' | 'community_id' | 'space_id'>, step: Step, personIds: number[]): Promise<void> {
  const { id, community_id: communityId, space_id: spaceId } = issue;
  await notify(ctx, {
    ...{ kind: KIND, communityId, spaceId, itemId: id, key: `${id} ${step} ${ctx.now}`, bundle: bundleOf(id) },
    actorId: step === 'drafted' ? null : ctx.viewer.personId,
    data: { step, at: ctx.now },
    to: personIds.map((personId) => ({ personId, reason: 'editor' })),
  });
}

/** What an issue awaited of somebody is done, or lapsed. */
export async function noLongerAwaits(ctx: Ctx, { id, community_id }: Pick<Issue, 'id' | 'community_id'>, personIds: number[]): Promise<void> {
  await settled(ctx, personIds, { communityId: community_id, bundle: bundleOf(id) });
}

const draftOf = (community: Space, space: Space, id: number) => `${hrefOf(community, space.parent_id === null ? null : space)}/newsletters/${id}/compose`;

function render({ viewer }: Ctx, { community, space, item, data, actors }: Line): Rendered | null {
  if (!community || !space || !item) return null;
  const t = translator(viewer.language);
  const step = data.step as Step;
  return { title: t(`newsletters.letter.${step}.subject`, { title: item.title ?? '' }), href: draftOf(community, space, item.id), text: t(`newsletters.letter.${step}.line`, { name: actors[0]?.name ?? t('newsletters.somebody') }) };
}

/** Declines when the issue has gone on since, or the person makes no newsletters here any more. */
async function mail(ctx: Ctx, { line, why }: MailRequest) {
  const { services, db, viewer } = ctx;
  const kind = line.data.step as Step;
  const communityId = line.community!.id;
  const { issue, spaces, space, community } = await issueAndSpaces(ctx, communityId, line.itemId!);
  if (issue.state !== STATES[kind] || !can(viewer, space, EDIT)) return null;
  const t = translator(viewer.language);
  const base = baseUrl(services.config);
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  const said = kind === 'drafted' ? undefined : await lastNote(db, communityId, issue.id, kind);
  const values = { title: issue.title, space: space.name, name: said?.name ?? t('newsletters.somebody') };
  const body = kind === 'requested' ? [await textOf(ctx, issue, spaces)] : [];
  const parts = letter({
    language: viewer.language,
    place: space.name,
    hue: community.hue,
    paragraphs: [t(`newsletters.letter.${kind}.text`, values), ...(said?.note ? [`“${said.note}”`] : [])],
    button: { href: base + (kind === 'requested' ? await approvalOf(ctx, issue, line.data.at as number) : draftOf(community, space, issue.id)), label: t(`newsletters.letter.${kind}.button`) },
    after: body,
    foot: `${host}\n${why}`,
  });
  return { ...parts, from: senderOf(services.config, t('newsletters.mail.from', { name: space.name, host })), subject: t(`newsletters.letter.${kind}.subject`, values), headers: { 'Auto-Submitted': 'auto-generated' } };
}

/** Whoever is asked to approve can do so from the mail itself; opening the link does nothing. */
async function approvalOf({ services, viewer }: Ctx, issue: Issue, at: number): Promise<string> {
  return `/newsletters/approve/${await signed(services, 'approve', [issue.community_id, issue.id, viewer.personId!, at])}`;
}

/** The issue itself, to be read in the mail. */
async function textOf(ctx: Ctx, issue: Issue, spaces: Space[]): Promise<string> {
  const content = await contentOf(ctx, issue, spaces);
  return renderIssue(content, renderingOf(ctx.services.config, content, { why: 'member', unsubscribe: '', logo: null }, [])).text;
}
