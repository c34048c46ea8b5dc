import type { Ctx } from '#platform/context.ts';
import { translator, type Translate } from '#platform/i18n/index.ts';
import { letter, type LetterParts } from '#platform/mail/letter.ts';
import { proseAsHtml, proseAsText } from '#platform/mail/prose.ts';
import { baseUrl } from '../../../config.ts';
import { hrefOf } from '../../communities/index.ts';
import { addNotificationKind, namesOf, type Line, type MailRequest, type Rendered } from '../../notifications/index.ts';
import { personById } from '../../people/index.ts';
import { entranceRow } from '../entrance/queries.ts';
import { requestAddress } from '../requests/address.ts';
import { requestById } from '../requests/queries.ts';
import { sign } from '../signed.ts';

export const ASKED = 'joining.asked';
export const ANSWERED = 'joining.answered';
export const WELCOME = 'joining.welcome';
export const REMOVED = 'joining.removed';

/** What a letter of these kinds is made of, beside what they share. */
type Written = Omit<LetterParts, 'language' | 'foot'> & { subject: string; replyTo?: string | null };
type Write = (ctx: Ctx, line: Line, t: Translate, values: Record<string, string>) => Promise<Written | null>;

/** What is told about coming in and going out: to those who look after the door, to who asked, to who came or must go. */
export function setUpJoiningKinds(): void {
  addNotificationKind({
    name: ASKED,
    reasons: { keeper: { interest: 'standing', why: 'joining.told.why_keeper' } },
    render: rendering((t, line, values) => ({ title: t('joining.letter.asked.subject', values), path: '/requests', text: t('joining.told.asked', { ...values, n: line.count, names: namesOf(t, line.actors) }) })),
    mail: mailing(asked),
  });
  addNotificationKind({
    name: ANSWERED,
    reasons: { asker: { interest: 'standing', why: 'joining.told.why_asked' } },
    // Who was declined, or is not yet known everywhere as a member, is told all the same.
    toAnyone: true,
    render: rendering((t, { data }, values) => ({ title: t(`joining.letter.${data.decision as string}.subject`, values), path: '', text: t(`joining.letter.${data.decision as string}`, values) })),
    mail: mailing(answered),
  });
  addNotificationKind({
    name: WELCOME,
    reasons: { joined: { interest: 'standing', why: 'joining.told.why_joined' } },
    render: rendering((t, _, values) => ({ title: t('joining.letter.welcome.subject', values), path: '', text: t('joining.told.welcome', values) })),
    mail: mailing(welcome),
  });
  addNotificationKind({
    name: REMOVED,
    reasons: { concerned: { interest: 'binding', why: 'joining.told.why_removed' } },
    toAnyone: true,
    render: rendering((t, { data }, values) => ({ title: t('joining.letter.removed.subject', values), path: '', text: `${t('joining.letter.removed', values)} ${data.reason as string}` })),
    mail: mailing(removed),
  });
}

function rendering(say: (t: Translate, line: Line, values: { space: string }) => { title: string; text: string; path: string }) {
  return ({ viewer }: Ctx, line: Line): Rendered | null => {
    const home = homeOf(line);
    if (home === null) return null;
    const { title, text, path } = say(translator(viewer.language), line, { space: line.space!.name });
    return { title, text, href: home + path };
  };
}

function homeOf({ community, space }: Line): string | null {
  return community && space && hrefOf(community, space.parent_id === null ? null : space);
}

function mailing(write: Write) {
  return async (ctx: Ctx, { line, why }: MailRequest) => {
    const { language, name } = ctx.viewer;
    const t = translator(language);
    const values = { name: name ?? '', space: line.space?.name ?? '' };
    const written = homeOf(line) === null ? null : await write(ctx, line, t, values);
    if (!written) return null;
    const { subject, replyTo, button, ...parts } = written;
    const base = baseUrl(ctx.services.config);
    const text = letter({ language, place: values.space, ...(line.community && { hue: line.community.hue }), greeting: t('joining.letter.greeting', values), ...parts, ...(button && { button: { ...button, href: base + button.href } }), foot: why });
    return { ...text, subject, ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } };
  };
}

const quoted = (text: string) => `> ${text.replaceAll('\n', '\n> ')}`;

/** To each who may answer, with a link and an address of their own; nothing when somebody answered meanwhile. */
const asked: Write = async (ctx, { data, community }, t, values) => {
  const [communityId, personId, requestId] = [community!.id, ctx.viewer.personId!, data.requestId as number];
  const request = await requestById(ctx.db, communityId, requestId);
  const asker = request && (await personById(ctx.db, request.person_id));
  if (!request || request.decided_at !== null || !asker) return null;
  const token = await sign(ctx, `request ${communityId} ${requestId} ${personId}`);
  const replyTo = await requestAddress(ctx, personId, communityId, requestId);
  return {
    subject: t('joining.letter.asked.subject', values),
    paragraphs: [t('joining.letter.asked', { ...values, asker: asker.name }), quoted(request.reason), ...(replyTo ? [t('joining.letter.by_mail')] : [])],
    button: { href: `/requests/${communityId}/${requestId}/${personId}/${token}`, label: t('joining.letter.answer') },
    after: [t('joining.letter.yours')],
    replyTo,
  };
};

const answered: Write = async (ctx, line, t, values) => {
  const request = await requestById(ctx.db, line.community!.id, line.data.requestId as number);
  if (!request?.decision) return null;
  const kind = request.decision === 'approved' ? 'approved' : 'declined';
  return {
    subject: t(`joining.letter.${kind}.subject`, values),
    paragraphs: [t(`joining.letter.${kind}`, values), ...(request.note ? [quoted(request.note)] : [])],
    ...(kind === 'approved' && { button: { href: homeOf(line)!, label: t('joining.letter.open', values) } }),
  };
};

const welcome: Write = async (ctx, line, t, values) => {
  const entrance = await entranceRow(ctx.db, line.space!);
  if (!entrance?.welcome) return null;
  const base = baseUrl(ctx.services.config);
  const contact = entrance.contact_id === null ? undefined : await personById(ctx.db, entrance.contact_id);
  return {
    subject: t('joining.letter.welcome.subject', values),
    paragraphs: [proseAsText(entrance.welcome_html!, base), ...(contact ? [t('joining.letter.contact', { ...values, contact: contact.name })] : [])],
    html: { 0: proseAsHtml(entrance.welcome_html!, base) },
    button: { href: homeOf(line)!, label: t('joining.letter.open', values) },
  };
};

const removed: Write = async (_, { data }, t, values) => ({
  subject: t('joining.letter.removed.subject', values),
  paragraphs: [t('joining.letter.removed', values), quoted(data.reason as string)],
});
