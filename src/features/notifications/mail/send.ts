import { setImmediate } from 'node:timers/promises';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { letter } from '#platform/mail/letter.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { wishesOf } from '../digest/queries.ts';
import { periodOf } from '../digest/schedule.ts';
import { notificationKind, OWN, type MailRequest } from '../kinds.ts';
import { linesOf, type ShownLine } from '../ledger/lines.ts';
import { notificationById, takeOnce, threadLevels, type Notification } from '../ledger/queries.ts';
import { choicesOf } from '../settings/queries.ts';
import { resolve, type Interest } from '../settings/resolve.ts';
import { unsubscribeHeaders } from '../unsubscribe/headers.ts';
import { unsubscribeLink } from '../unsubscribe/token.ts';

export const MAIL = 'notifications.mail';

/** Notifications of one notice, each to its own person. */
export interface MailJob {
  communityId: number;
  ids: number[];
}

/**
 * Brings notifications to their people by mail, as things are at that moment: each is written for its reader,
 * and all are handed on together. One that cannot be written is tried again alone.
 */
export async function sendMails(ctx: Ctx, { communityId, ids }: MailJob, job: { id: number }): Promise<void> {
  const written: Written[] = [];
  for (const id of ids) {
    // The embedded database answers at once: without a pause, pages would wait for all of them.
    await setImmediate();
    try {
      const mail = await write(ctx, communityId, id);
      if (mail) written.push(mail);
    } catch (error) {
      if (ids.length === 1) throw error;
      ctx.services.log.warn({ err: error, id }, 'a mail could not be written');
      await queueMails(ctx, { communityId, ids: [id] });
    }
  }
  if (written.length === 0) return;
  await transaction(ctx, async ({ db, services, now }) => {
    const taken = await takeOnce(db, written.map(({ row }) => row), { channel: 'mail', job_id: job.id, at: now });
    for (const { row, mail } of written) if (taken.has(row.id)) await services.mailer.deliver(db, mail, now);
  });
}

export function queueMails(ctx: Ctx, job: MailJob): Promise<void> {
  return ctx.services.jobs.enqueue(ctx, MAIL, job, { uniqueKey: `${MAIL}:${job.communityId}:${job.ids.join()}` });
}

interface Written {
  row: Notification;
  mail: OutgoingMail;
}

/** Declines what was read or deleted meanwhile, who may not read it, has no confirmed address, or wishes no mail of it any more. */
async function write({ services, db }: Ctx, communityId: number, id: number): Promise<Written | null> {
  const row = await notificationById(db, communityId, id);
  if (!row || (row.read_at !== null && !comesAnyway(row))) return null;
  const viewer = await viewerOfId(services, row.person_id);
  const to = await mailAddressOf(db, row.person_id);
  if (!viewer || !to || !(await mailedAtOnce({ services, db }, row))) return null;
  const ctx = createContext(services, viewer);
  const [line] = (await linesOf(ctx, [row])).lines;
  if (!line) return null;
  const unsubscribe = await unsubscribeLink(services, row);
  const request = { line, why: whyOf(ctx, line), unsubscribe };
  const kind = notificationKind(row.kind)!;
  const mail = kind.mail ? await kind.mail(ctx, request) : await shortLetter(ctx, line, request);
  if (!mail) return null;
  // RFC 8058: mail programs offer to end it with one press; what must be known has no end.
  const headers = { ...(interestOf(row) === 'binding' ? {} : await unsubscribeHeaders(services, row)), ...mail.headers };
  const sequence = row.thread_id === null ? {} : { sequence: `${communityId}.${row.thread_id}` };
  return { row, mail: { to, personId: row.person_id, priority: priorityOf(row), ...sequence, ...mail, headers } };
}

/** What one did oneself is there to keep, and so is what one must know. */
function comesAnyway(row: Notification): boolean {
  return row.reason === OWN || interestOf(row) === 'binding';
}

/** What is meant for somebody goes before what they follow. */
function priorityOf(row: Notification): number {
  return ['binding', 'standing', 'personal'].includes(interestOf(row)) ? 3 : 5;
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
    place,
    ...(line.community && { hue: line.community.hue }),
    title: line.title,
    paragraphs: [line.text],
    button: { href: baseUrl(services.config) + line.href, label: t('notifications.mail.open') },
    foot: `${why}\n${t('notifications.mail.unsubscribe')} ${unsubscribe}`,
  });
  return { ...parts, subject: `[${place}] ${line.title}`, headers: { 'Auto-Submitted': 'auto-generated' } };
}
