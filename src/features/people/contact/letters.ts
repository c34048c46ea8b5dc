import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter, wrap } from '#platform/mail/letter.ts';
import { inbound } from '#platform/mail/inbound.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { baseUrl } from '../../../config.ts';
import { hostAdmins, mailAddressOf, personById } from '../queries.ts';
import * as queries from './queries.ts';

/** The kind of address at which a message is answered by mail. */
export const MESSAGE = 'pm';

const MAIL = 'people.message';
const REPORT = 'people.message_report';
const DAY = 86_400_000;
const KEPT_DAYS = 180;

export function setUpContact(): void {
  defineJob<{ id: number }>(MAIL, sendMessage);
  defineJob<{ id: number; personId: number }>(REPORT, sendReport);
  repeatJob('people.tidy_messages', DAY, (ctx) => queries.deleteMessagesBefore(ctx.db, ctx.now - KEPT_DAYS * DAY));
}

export async function queueMessage(ctx: Ctx, id: number): Promise<void> {
  await ctx.services.jobs.enqueue(ctx, MAIL, { id }, { uniqueKey: `${MAIL}:${id}`, priority: 2 });
}

/** One job for each who runs the host. */
export async function queueReport(ctx: Ctx, id: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    for (const personId of await hostAdmins(ctx.db)) await ctx.services.jobs.enqueue(ctx, REPORT, { id, personId }, { uniqueKey: `${REPORT}:${id}:${personId}` });
  });
}

async function parties(ctx: Ctx, id: number) {
  const message = await queries.messageById(ctx.db, id);
  const [from, to] = message ? await Promise.all([personById(ctx.db, message.from_id), personById(ctx.db, message.to_id)]) : [];
  return message && from && to ? { message, from, to } : null;
}

const headers = { 'Auto-Submitted': 'auto-generated' };

/** The message itself: from the host's own address, to be answered on the host or, where mail is received, by a reply. */
async function sendMessage(ctx: Ctx, { id }: { id: number }): Promise<void> {
  const found = await parties(ctx, id);
  const address = found && (await mailAddressOf(ctx.db, found.to.id));
  if (!found || !address || found.message.reported_at !== null) return;
  const { message, from, to } = found;
  const { base, host, t } = await words(ctx, to.language);
  const values = { name: from.name, handle: from.handle, host };
  const replyTo = await inbound.replyAddress(ctx, to.id, MESSAGE, [message.id]);
  const mail = letter({
    language: to.language,
    place: host,
    greeting: t('people.letter.greeting', { name: to.name }),
    paragraphs: [t('people.contact.mail.lead', values), quoted(message.body)],
    html: { 1: asQuotation(message.body) },
    button: { href: `${base}/people/${from.handle}/write?answers=${message.id}`, label: t('people.contact.mail.answer', values) },
    after: [t(`people.contact.mail.${replyTo ? 'after_by_mail' : 'after'}`, values)],
    foot: `${t('people.contact.mail.report')} ${base}/me/messages/${message.id}/report\n${t('people.contact.mail.off')} ${base}/me/profile#f-audience.contact\n${host}, ${base}`,
  });
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: message.subject, from: senderOf(ctx.services.config, t('people.contact.mail.from', values)), ...mail, ...(replyTo && { replyTo }), headers }, ctx.now);
}

async function sendReport(ctx: Ctx, { id, personId }: { id: number; personId: number }): Promise<void> {
  const found = await parties(ctx, id);
  const admin = await personById(ctx.db, personId);
  const address = admin && (await mailAddressOf(ctx.db, personId));
  if (!found || !address) return;
  const { message, from, to } = found;
  const { base, host, t } = await words(ctx, admin.language);
  const values = { from: from.name, to: to.name, host };
  const written = `${message.subject}\n\n${message.body}`;
  const mail = letter({
    language: admin.language,
    greeting: t('people.letter.greeting', { name: admin.name }),
    paragraphs: [t('people.contact.report_mail.lead', values), quoted(message.report ?? '–'), t('people.contact.report_mail.words'), quoted(written)],
    html: { 1: asQuotation(message.report ?? '–'), 3: asQuotation(written) },
    button: { href: `${base}/people/${from.handle}`, label: t('people.contact.report_mail.button', values) },
    foot: `${host}, ${base}`,
  });
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: t('people.contact.report_mail.subject', values), ...mail, headers }, ctx.now);
}

// What somebody wrote is set off from what the host says.
const quoted = (text: string) => text.split('\n').map((line) => wrap(line).replace(/^/gm, '> ')).join('\n');
const asQuotation = (text: string) => `<p dir="auto">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;

async function words(ctx: Ctx, language: string) {
  return { base: baseUrl(ctx.services.config), host: (await hostSetting(ctx.db, 'host_name')) ?? 'Copse', t: translator(language) };
}
