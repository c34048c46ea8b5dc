import type { Ctx } from '#platform/context.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { letter, type LetterParts } from '#platform/mail/letter.ts';
import { proseAsHtml, proseAsText } from '#platform/mail/prose.ts';
import { baseUrl } from '../../config.ts';
import { facilitatorsOf, hrefOf, spaceById, type Space } from '../communities/index.ts';
import { mailAddressOf, personById, type Person } from '../people/index.ts';
import { entranceRow } from './entrance/queries.ts';
import { requestAddress } from './requests/address.ts';
import { requestById } from './requests/queries.ts';
import { sign } from './signed.ts';

const MAIL = 'joining.mail';
const MAIL_TO = 'joining.mail_to';

interface About {
  communityId: number;
  spaceId: number;
}
/** What is written about coming in: to those who look after the door, to who asked, to who came. */
export type JoiningMail = About & ({ kind: 'asked' | 'answered'; requestId: number } | { kind: 'welcome'; personId: number } | { kind: 'removed'; personId: number; reason: string });

export function setUpJoiningMails(): void {
  defineJob<JoiningMail>(MAIL, send);
  defineJob<About & { requestId: number; personId: number }>(MAIL_TO, tellOfRequest);
}

export function queueMail(ctx: Ctx, mail: JoiningMail): Promise<void> {
  return ctx.services.jobs.enqueue(ctx, MAIL, mail);
}

async function send(ctx: Ctx, mail: JoiningMail): Promise<void> {
  if ('requestId' in mail) return mail.kind === 'asked' ? findApprovers(ctx, mail, mail.requestId) : tellAnswer(ctx, mail, mail.requestId);
  return mail.kind === 'removed' ? tellRemoved(ctx, mail, mail.personId, mail.reason) : welcome(ctx, mail, mail.personId);
}

function tellRemoved(ctx: Ctx, about: About, personId: number, reason: string): Promise<void> {
  return deliver(ctx, about, personId, 'removed', (t, values) => ({
    paragraphs: [t('joining.letter.removed', values), `> ${reason.replaceAll('\n', '\n> ')}`],
    foot: t('joining.letter.why_removed', values),
  }));
}

async function findApprovers(ctx: Ctx, { communityId, spaceId }: About, requestId: number): Promise<void> {
  const space = await spaceById(ctx.db, communityId, spaceId);
  if (!space) return;
  for (const { id: personId } of await facilitatorsOf(ctx.db, space)) await ctx.services.jobs.enqueue(ctx, MAIL_TO, { communityId, spaceId, requestId, personId });
}

async function tellOfRequest(ctx: Ctx, { communityId, spaceId, requestId, personId }: About & { requestId: number; personId: number }): Promise<void> {
  const request = await requestById(ctx.db, communityId, requestId);
  const asker = request && (await personById(ctx.db, request.person_id));
  if (!request || request.decided_at !== null || !asker) return;
  const token = await sign(ctx, `request ${communityId} ${requestId} ${personId}`);
  const replyTo = await requestAddress(ctx, personId, communityId, requestId);
  await deliver(ctx, { communityId, spaceId }, personId, 'asked', (t, values) => ({
    paragraphs: [t('joining.letter.asked', { ...values, asker: asker.name }), `> ${request.reason.replaceAll('\n', '\n> ')}`, ...(replyTo ? [t('joining.letter.by_mail')] : [])],
    button: { href: `/requests/${communityId}/${requestId}/${personId}/${token}`, label: t('joining.letter.answer') },
    foot: t('joining.letter.why_facilitator', values),
    replyTo,
  }));
}

async function tellAnswer(ctx: Ctx, about: About, requestId: number): Promise<void> {
  const request = await requestById(ctx.db, about.communityId, requestId);
  if (!request?.decision) return;
  const kind = request.decision === 'approved' ? 'approved' : 'declined';
  await deliver(ctx, about, request.person_id, kind, (t, values, href) => ({
    paragraphs: [t(`joining.letter.${kind}`, values), ...(request.note ? [`> ${request.note.replaceAll('\n', '\n> ')}`] : [])],
    ...(kind === 'approved' && { button: { href, label: t('joining.letter.open', values) } }),
    foot: t('joining.letter.why_asked', values),
  }));
}

async function welcome(ctx: Ctx, about: About, personId: number): Promise<void> {
  const entrance = await entranceRow(ctx.db, { id: about.spaceId, community_id: about.communityId });
  if (!entrance?.welcome) return;
  const contact = entrance.contact_id === null ? undefined : await personById(ctx.db, entrance.contact_id);
  await deliver(ctx, about, personId, 'welcome', (t, values, href, base) => ({
    paragraphs: [proseAsText(entrance.welcome_html!, base), ...(contact ? [t('joining.letter.contact', { ...values, contact: contact.name })] : [])],
    html: { 0: proseAsHtml(entrance.welcome_html!, base) },
    button: { href, label: t('joining.letter.open', values) },
    foot: t('joining.letter.why_joined', values),
  }));
}

type Write = (t: Translate, values: Record<string, string>, href: string, base: string) => Omit<LetterParts, 'language'> & { replyTo?: string | null };

/** One mail to a person about a space, if both are still there. Paths in it become addresses. */
async function deliver(ctx: Ctx, { communityId, spaceId }: About, personId: number, kind: string, write: Write): Promise<void> {
  const community = await spaceById(ctx.db, communityId, communityId);
  const space: Space | undefined = await spaceById(ctx.db, communityId, spaceId);
  const person: Person | undefined = await personById(ctx.db, personId);
  const address = await mailAddressOf(ctx.db, personId);
  if (!community || !space || !person || !address) return;
  const t = translator(person.language);
  const values = { name: person.name, space: space.name };
  const base = baseUrl(ctx.services.config);
  const { button, replyTo, ...parts } = write(t, values, hrefOf(community, space.parent_id === null ? null : space), base);
  const mail = letter({ language: person.language, place: space.name, hue: community.hue, greeting: t('joining.letter.greeting', values), ...parts, ...(button && { button: { ...button, href: base + button.href } }) });
  const subject = t(`joining.letter.${kind}.subject`, values);
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject, ...mail, ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}
