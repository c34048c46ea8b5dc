import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { wishesOf } from '../digest/queries.ts';
import { periodOf } from '../digest/schedule.ts';
import { notificationKind, OWN, type MailRequest } from '../kinds.ts';
import { linesOf, type ShownLine } from '../ledger/lines.ts';
import type { Job } from '../ledger/notify.ts';
import { notificationById, takeOnce, threadLevels, type Notification } from '../ledger/queries.ts';
import { choicesOf } from '../settings/queries.ts';
import { resolve, type Interest } from '../settings/resolve.ts';
import { unsubscribeLink } from '../unsubscribe/token.ts';

/**
 * Brings one notification to its person by mail, as things are at that moment. Declines when it was read
 * or deleted meanwhile, when they may not read it, have no confirmed address, or wish no mail of it any more.
 */
export async function sendMail({ services, db, now }: Ctx, { communityId, id }: Job, job: { id: number }): Promise<void> {
  const row = await notificationById(db, communityId, id);
  if (!row || (row.read_at !== null && row.reason !== OWN)) return;
  const viewer = await viewerOfId(services, row.person_id);
  const address = await mailAddressOf(db, row.person_id);
  if (!viewer || !address || !(await mailedAtOnce({ services, db }, row))) return;
  const ctx = createContext(services, viewer);
  const [line] = (await linesOf(ctx, [row])).lines;
  if (!line) return;
  const unsubscribe = await unsubscribeLink(services, row);
  const request = { line, why: whyOf(ctx, line), unsubscribe };
  const kind = notificationKind(row.kind)!;
  const mail = kind.mail ? await kind.mail(ctx, request) : await shortLetter(ctx, line, request);
  if (!mail) return;
  // RFC 8058: mail programs offer to end it with one press.
  const headers = { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', ...mail.headers };
  const sequence = row.thread_id === null ? {} : { sequence: `${communityId}.${row.thread_id}` };
  await transaction(ctx, async ({ db }) => {
    const taken = await takeOnce(db, [row], { channel: 'mail', job_id: job.id, at: now });
    if (taken.has(id)) await services.mailer.deliver(db, { to: address, personId: row.person_id, priority: priorityOf(row), ...sequence, ...mail, headers }, now);
  });
}

/** What is meant for somebody goes before what they follow. */
function priorityOf(row: Notification): number {
  return ['standing', 'personal'].includes(interestOf(row)) ? 3 : 5;
}

/** Whether a notification goes by a mail of its own, by the settings of now. */
async function mailedAtOnce(ctx: Pick<Ctx, 'db' | 'services'>, row: Notification): Promise<boolean> {
  const { mail } = await wayOf(ctx, row);
  const wishes = (await wishesOf(ctx.db, [row.person_id])).get(row.person_id);
  return mail !== 'off' && wishes !== undefined && periodOf(mail, interestOf(row), wishes) === null;
}

export function interestOf({ kind, reason }: Pick<Notification, 'kind' | 'reason'>): Interest {
  return notificationKind(kind)?.reasons[reason]?.interest ?? 'any';
}

/** How a notification may go to its person, by the settings of now. */
export async function wayOf({ db }: Pick<Ctx, 'db' | 'services'>, row: Notification) {
  const { community_id: communityId, space_id, thread_id, person_id } = row;
  const choices = (await choicesOf(db, [person_id], communityId, space_id)).get(person_id) ?? [];
  const thread = (await threadLevels(db, communityId, thread_id, [person_id])).get(person_id) ?? null;
  return resolve(choices, { communityId, spaceId: space_id ?? communityId }, { interest: interestOf(row), thread });
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
  return { ...parts, subject: `[${place}] ${line.title}`, headers: { 'Auto-Submitted': 'auto-generated' } };
}
