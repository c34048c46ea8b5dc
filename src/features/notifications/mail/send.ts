import { createContext, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { notificationKind, type MailRequest } from '../kinds.ts';
import { linesOf, type ShownLine } from '../ledger/lines.ts';
import type { Job } from '../ledger/notify.ts';
import { notificationById, takeDelivery, threadLevels, type Notification } from '../ledger/queries.ts';
import { choicesOf } from '../settings/queries.ts';
import { resolve } from '../settings/resolve.ts';
import { unsubscribeLink } from '../unsubscribe/token.ts';

/**
 * Brings one notification to its person by mail, as things are at that moment. Declines when it was read
 * or deleted meanwhile, when they may not read it, have no confirmed address, or wish no mail of it any more.
 */
export async function sendMail({ services, db, now }: Ctx, { communityId, id }: Job, job: { id: number }): Promise<void> {
  const row = await notificationById(db, communityId, id);
  if (!row || row.read_at !== null) return;
  const viewer = await viewerOfId(services, row.person_id);
  const address = await mailAddressOf(db, row.person_id);
  if (!viewer || !address || (await wayOf({ services, db }, row)).mail !== 'now') return;
  const ctx = createContext(services, viewer);
  const [line] = (await linesOf(ctx, [row])).lines;
  if (!line) return;
  const unsubscribe = await unsubscribeLink(services, row);
  const request = { line, why: whyOf(ctx, line), unsubscribe };
  const kind = notificationKind(row.kind)!;
  const mail = kind.mail ? await kind.mail(ctx, request) : await shortLetter(ctx, line, request);
  if (!mail) return;
  if (!(await takeDelivery(db, { community_id: communityId, notification_id: id, channel: 'mail', job_id: job.id, at: now }))) return;
  // RFC 8058: mail programs offer to end it with one press.
  const headers = { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', 'Auto-Submitted': 'auto-generated', ...mail.headers };
  await services.mailer.deliver(db, { to: address, ...mail, headers }, now);
}

/** How a notification may go to its person, by the settings of now. */
export async function wayOf({ db }: Pick<Ctx, 'db' | 'services'>, row: Notification) {
  const { community_id: communityId, space_id, thread_id, person_id } = row;
  const choices = (await choicesOf(db, [person_id], communityId, space_id)).get(person_id) ?? [];
  const thread = (await threadLevels(db, communityId, thread_id, [person_id])).get(person_id) ?? null;
  const interest = notificationKind(row.kind)?.reasons[row.reason]?.interest ?? 'any';
  return resolve(choices, { communityId, spaceId: space_id ?? communityId }, { interest, thread });
}

/** Why somebody is told, as a sentence. */
export function whyOf({ viewer }: Ctx, line: Pick<ShownLine, 'kind' | 'reason' | 'space'>): string {
  const reason = notificationKind(line.kind)?.reasons[line.reason];
  return reason ? translator(viewer.language)(reason.why, { place: line.space?.name ?? '' }) : '';
}

/** The mail of a kind that has none of its own. */
async function shortLetter({ db, services, viewer }: Ctx, line: ShownLine, { why, unsubscribe }: MailRequest) {
  const t = translator(viewer.language);
  const place = line.space?.name ?? (await hostSetting(db, 'host_name')) ?? 'Copse';
  const parts = letter({
    language: viewer.language,
    paragraphs: [line.text],
    button: { href: baseUrl(services.config) + line.href, label: t('notifications.mail.open') },
    foot: `${why}\n${t('notifications.mail.unsubscribe')} ${unsubscribe}`,
  });
  return { ...parts, subject: `[${place}] ${line.title}`, headers: {} };
}
