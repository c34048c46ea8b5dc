import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { mailDomain, readToken, replyTarget, withoutTokens, type MailAnswer, type MailToken, type Reaction } from '#platform/mail/answers/index.ts';
import { readBounce } from '#platform/mail/bounce/read.ts';
import { inboundById } from '#platform/mail/receive/queries.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import type { Place } from '../../communities/index.ts';
import { noteBounce } from '../bounces/note.ts';
import { handOver } from '../owner/hand-over.ts';
import { runCommand } from '../commands/run.ts';
import { writeToPlace } from '../posts/write.ts';
import { mailsBy, settleInbound } from '../queries.ts';
import { askSender, confirmByReply } from '../sender/ask.ts';
import { answerMail } from '../sender/letters.ts';
import { senderOf, type Sender } from '../sender/sender.ts';
import { answerStranger } from '../sender/strangers.ts';
import { readAddress, type Address } from './address.ts';
import { asAnswer, asDelivered, isOwnMail, openMail, type Mail } from './mail.ts';
import { CONFIRM, placeOfAddress } from './places.ts';
import type { Outcome } from './outcome.ts';

const HOUR = 3_600_000;
/** Mails that one address is read in an hour; what comes beyond is a bomb, or a machine gone wild. */
const AN_HOUR = 60;
/** How often, and how far apart, the DNS is asked again when it did not answer. */
const DNS_TRIES = 3;
const DNS_PAUSE_MS = 60_000;

/** Reads one mail that was kept, does what it asks for, and writes down what became of it. */
export async function readMail(ctx: Ctx, { id }: { id: number }, job: { attempt: number }): Promise<void | { againAt: number }> {
  const row = await inboundById(ctx.db, id);
  if (!row || row.settled_at !== null) return;
  const mail = await openMail(ctx, row);
  const outcome = await sieve(ctx, mail, job.attempt <= DNS_TRIES);
  if (outcome === 'later') return { againAt: ctx.now + DNS_PAUSE_MS };
  await transaction(ctx, (ctx) => settle(ctx, mail, outcome));
}

async function settle(ctx: Ctx, { row, message, from }: Mail, { status, reason, personId, proof, communityId, itemId, heldKey }: Outcome): Promise<void> {
  await settleInbound(ctx.db, row.id, {
    status,
    reason,
    sender: from,
    subject: withoutTokens(ctx, message.subject).slice(0, 300),
    person_id: personId ?? null,
    community_id: communityId ?? null,
    item_id: itemId ?? null,
    proof: proof ?? row.proof,
    held_key: heldKey ?? null,
    settled_at: ctx.now,
  });
}

/** Takes out what no person wrote to somebody here; the rest has a sender and an address. */
async function sieve(ctx: Ctx, mail: Mail, mayWait: boolean): Promise<Outcome | 'later'> {
  const { automation, row } = mail;
  const address = readAddress(row.recipient, mailDomain(ctx) ?? '');
  const token = address?.kind === 'reply' ? await readToken(ctx.services, address.token) : null;
  if (token && !automation.loop && replyTarget(token.kind)?.machines) return carryOut(createContext(ctx.services, ANONYMOUS), mail, null, token);
  const bounce = readBounce(asDelivered(mail));
  if (bounce) return noteBounce(ctx, mail, bounce);
  const reason = (await reasonToIgnore(ctx, mail)) ?? (!address ? 'unknown' : address.kind === 'host' || address.kind === 'bounce' ? 'host' : null);
  if (reason) return { status: 'ignored', reason };
  if (address!.kind === 'reply' && !token) return { status: 'refused', reason: 'unknown' };
  if (token?.kind === CONFIRM) return confirmByReply(ctx, token, asAnswer(ctx, mail).word);
  const forOwner = address!.kind === 'space' && address!.readings.some(({ duty }) => duty === 'owner');
  const sender = await senderOf(ctx, mail, token, forOwner);
  if (sender.open && mayWait) return 'later';
  const done = await dispatch(ctx, mail, { address: address as Addressed['address'], token, sender });
  return { personId: sender.viewer.personId, proof: sender.proof, ...done };
}

async function reasonToIgnore(ctx: Ctx, mail: Mail): Promise<string | null> {
  const { automation, from, message } = mail;
  if (automation.loop || isOwnMail(ctx, mail)) return 'loop';
  if (automation.automatic) return automation.answer ? 'autoreply' : 'automatic';
  if (from === null) return 'no_sender';
  if (message.attachments.some((file) => file.method === 'REPLY' || file.method === 'COUNTER')) return 'calendar';
  const most = AN_HOUR * ctx.services.config.rateLimit;
  return most > 0 && (await mailsBy(ctx.db, from, ctx.now - HOUR, most)) >= most ? 'rate' : null;
}

interface Addressed {
  address: Exclude<Address, { kind: 'host' }>;
  token: MailToken | null;
  sender: Sender;
}

async function dispatch(ctx: Ctx, mail: Mail, { address, token, sender }: Addressed): Promise<Outcome> {
  const as: Ctx = createContext(ctx.services, sender.viewer);
  const found = address.kind === 'space' ? await placeOfAddress(as, address) : null;
  if (found?.duty === 'owner') return sender.viewer.personId !== null && sender.proof === null ? askSender(as, mail, sender) : writeToOwner(as, found.place, mail, sender);
  if (found && sender.viewer.personId === null) return answerStranger(as, found, mail, sender);
  if (!found && !token) return { status: 'refused', reason: 'unknown' };
  if (token && replyTarget(token.kind)?.anyone) return carryOut(sender.proof === null ? createContext(ctx.services, ANONYMOUS) : as, mail, null, token);
  if (sender.viewer.personId === null) return { status: 'refused', reason: 'stranger' };
  if (sender.proof === null) return askSender(as, mail, sender);
  if (mail.message.encrypted) return tellRefused(as, mail, 'encrypted');
  return carryOut(as, mail, found, token);
}

/** Does it as the web would: what is refused is told to the sender, who is known by now. */
async function carryOut(ctx: Ctx, mail: Mail, found: Awaited<ReturnType<typeof placeOfAddress>>, token: MailToken | null): Promise<Outcome> {
  const answer = asAnswer(ctx, mail);
  try {
    const reaction = token ? await replyTarget(token.kind)!.answer(ctx, token.target, answer) : found!.duty ? await runCommand(ctx, found!.place, found!.duty, answer) : await writeToPlace(ctx, found!.place, mail, answer);
    await tell(ctx, mail, reaction);
    return reaction;
  } catch (error) {
    return refused(ctx, mail, answer, error);
  }
}

/** Tells the sender why something was not done, and gives their words back. */
async function refused(ctx: Ctx, mail: Mail, { text, subject }: MailAnswer, error: unknown): Promise<Outcome> {
  if (!(error instanceof Refusal) || error.status >= 500) throw error;
  const t = translator(ctx.viewer.language);
  const [key = error.message] = Object.values(error.fields);
  const words = text ? [`> ${text.slice(0, 4000).replaceAll('\n', '\n> ')}`] : [];
  const paragraphs = [t('mail_in.refused.text', { subject }), t(error.code === 'not_found' || error.code === 'forbidden' ? 'mail_in.refused.not_allowed' : key, error.values), ...words];
  await tell(ctx, mail, { status: 'refused', reason: error.code, tell: { subject: t('mail_in.refused.subject', { subject }), paragraphs } });
  return { status: 'refused', reason: error.code };
}

/** Strangers write there too: only whose address is proven hears why something was not taken. */
async function writeToOwner(ctx: Ctx, place: Place, mail: Mail, sender: Sender): Promise<Outcome> {
  try {
    return await handOver(ctx, place, mail, sender);
  } catch (error) {
    if (sender.proof !== null) return refused(ctx, mail, asAnswer(ctx, mail), error);
    if (error instanceof Refusal && error.status < 500) return { status: 'refused', reason: error.code };
    throw error;
  }
}

async function tellRefused(ctx: Ctx, mail: Mail, reason: 'encrypted'): Promise<Outcome> {
  const t = translator(ctx.viewer.language);
  const { subject } = mail.message;
  await tell(ctx, mail, { status: 'refused', reason, tell: { subject: t('mail_in.refused.subject', { subject }), paragraphs: [t('mail_in.refused.text', { subject }), t(`mail_in.refused.${reason}`)] } });
  return { status: 'refused', reason };
}

async function tell(ctx: Ctx, mail: Mail, { tell, reason }: Reaction): Promise<void> {
  if (tell) await transaction(ctx, (ctx) => answerMail(ctx, mail, reason === 'unknown_command' ? 'unknown' : 'told', { language: ctx.viewer.language, ...tell }));
}
