import { transaction, type Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { replyAddress, withoutTokens, type MailToken } from '#platform/mail/answers/index.ts';
import { excerpt } from '#platform/text/excerpt.ts';
import { READ_MAIL } from '#platform/mail/receive/keep.ts';
import { inboundById, type InboundMail } from '#platform/mail/receive/queries.ts';
import { baseUrl } from '../../../config.ts';
import type { Space } from '../../communities/index.ts';
import { reopenAsked, settleInbound } from '../queries.ts';
import type { Mail } from '../reading/mail.ts';
import { asAnswer } from '../reading/mail.ts';
import type { Outcome } from '../reading/outcome.ts';
import { CONFIRM } from '../reading/places.ts';
import { answerMail } from './letters.ts';
import type { Sender } from './sender.ts';

const DAYS = 7;
const DAY = 86_400_000;
const YES = new Set(['yes', 'oui', 'sí', 'si', 'ja', 'sim', 'tak', 'evet', 'ndiyo', 'да', 'так', 'نعم', '是', 'はい', '네', 'ya', 'có']);
const NO = new Set(['no', 'non', 'nein', 'não', 'nao', 'nee', 'нет', 'لا', '否', '不']);

/** Asks the owner of an address whether a mail that bears it is theirs. It waits until they say so. */
export async function askSender(ctx: Ctx, mail: Mail, { viewer }: Sender): Promise<Outcome> {
  const t = translator(viewer.language);
  const subject = withoutTokens(ctx, mail.message.subject);
  const values = { subject, days: DAYS };
  return ask(ctx, mail, { language: viewer.language, subject: t('mail_in.ask.subject', values), paragraphs: [t('mail_in.ask.text', values), `> ${excerpt(asAnswer(ctx, mail).text, 300)}`, t('mail_in.ask.how')] });
}

/** Asks whoever holds an address whether they wish to join. Says nothing of what came: anybody could send words through us. */
export async function askToJoin(ctx: Ctx, mail: Mail, { name, language }: Space): Promise<Outcome> {
  const t = translator(language);
  const values = { place: name, days: DAYS };
  return ask(ctx, mail, { language, subject: t('mail_in.ask_join.subject', values), paragraphs: [t('mail_in.ask_join.text', values), t('mail_in.ask.how')] });
}

async function ask(ctx: Ctx, mail: Mail, letter: { language: string; subject: string; paragraphs: string[] }): Promise<Outcome> {
  const { viewer } = ctx;
  const address = (await replyAddress(ctx, viewer.personId ?? 0, CONFIRM, [mail.row.id]))!;
  const token = /\+([^@]+)@/.exec(address)![1]!;
  const button = { href: `${baseUrl(ctx.services.config)}/mail/sent/${token}`, label: translator(letter.language)('mail_in.ask.button') };
  await transaction(ctx, (ctx) => answerMail(ctx, mail, 'asked', { ...letter, button, replyTo: address }));
  return { status: 'asked', reason: 'unproven' };
}

/** The mail that a token asks about, as long as it may be answered. */
export async function askedMail(ctx: Ctx, token: MailToken | null): Promise<InboundMail | null> {
  if (token?.kind !== CONFIRM || token.madeAt + (DAYS + 1) * DAY < ctx.now) return null;
  return (await inboundById(ctx.db, token.target[0] ?? 0)) ?? null;
}

export async function confirmByReply(ctx: Ctx, token: MailToken, word: string | null): Promise<Outcome> {
  const asked = await askedMail(ctx, token);
  if (!asked) return { status: 'refused', reason: 'expired' };
  // A machine that does not say so, or "Not me", must not count as a yes.
  if (!word || !(YES.has(word) || NO.has(word))) return { status: 'refused', reason: 'unclear', personId: token.personId || null };
  await (NO.has(word) ? disown(ctx, asked) : confirmSent(ctx, asked));
  return { status: 'done', reason: 'confirmed', personId: token.personId || null, proof: 'token' };
}

/** Its owner says that a mail is theirs: it is read again. Saying so twice does nothing more. */
export async function confirmSent(ctx: Ctx, { id }: InboundMail): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (await reopenAsked(ctx.db, id)) await ctx.services.jobs.enqueue(ctx, READ_MAIL, { id }, { priority: 2 });
  });
}

/** Its owner says that somebody else sent it. */
export async function disown(ctx: Ctx, { id, status }: InboundMail): Promise<void> {
  if (status === 'asked') await settleInbound(ctx.db, id, { status: 'refused', reason: 'forged', settled_at: ctx.now });
}
