import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { signed } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { replyAddress } from '#platform/mail/answers/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { baseUrl } from '../../config.ts';
import { facilitatorsOf, hrefOf, spaceById, type Space } from '../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../people/index.ts';
import { canAnswer, PURPOSE } from './access.ts';
import { ASKER, bracketed, DESK } from './by-mail.ts';
import { deleteFilesOf, mailedFiles, setUpFiles } from './files.ts';
import { returnsTo } from './returned.ts';
import { ANSWERED, ASKED, TOLD } from './jobs.ts';
import { conversationById, deleteQuiet, filesOfMessage, mailsOfAsker, messageById, takeMailing } from './queries.ts';

const DAY = 86_400_000;
export const KEPT_DAYS = 365;

interface About {
  communityId: number;
  messageId: number;
}

export function setUpLetters(): void {
  defineJob<About>(ASKED, passOn);
  defineJob<About & { personId: number }>(TOLD, tell);
  defineJob<About>(ANSWERED, sendAnswer);
  setUpFiles();
  repeatJob('contact.retention', DAY, (ctx) =>
    transaction(ctx, async (ctx) => {
      const before = ctx.now - KEPT_DAYS * DAY;
      await deleteFilesOf(ctx, { before });
      await deleteQuiet(ctx.db, before);
    }),
  );
}

async function load(ctx: Ctx, { communityId, messageId }: About) {
  const message = await messageById(ctx.db, communityId, messageId);
  const conversation = message && (await conversationById(ctx.db, communityId, message.conversation_id));
  const community = await spaceById(ctx.db, communityId, communityId);
  return message && conversation && community ? { message, conversation, community } : null;
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

/** How a letter to whoever asked, or to a facilitator, belongs to the rest: by a mail of theirs, or one that stands for the conversation. */
async function threadOf(ctx: Ctx, loaded: Loaded, part: 'receipt' | 'desk') {
  const root = messageIdOf(ctx, loaded, part);
  const { community_id, id } = loaded.conversation;
  const own = part === 'receipt' ? (await mailsOfAsker(ctx.db, community_id, id)).map((mail) => `<${mail}>`) : [];
  return { inReplyTo: own[0] ?? root, references: [root, ...own.toReversed()] };
}

/** The page on which whoever asked reads and writes on. */
async function linkOf({ services }: Ctx, { conversation }: Loaded): Promise<string> {
  return `${baseUrl(services.config)}/contact/${await signed(services, PURPOSE, `${conversation.community_id}.${conversation.id}`)}`;
}

const messageIdOf = ({ services }: Ctx, { conversation }: Loaded, part: string) =>
  `<contact-${conversation.id}-${part}.${conversation.begun_in ?? conversation.community_id}@${new URL(baseUrl(services.config)).hostname}>`;

/** Says to whoever asked that it arrived, once, and brings it to the facilitators: to who took it, or to all. */
async function passOn(ctx: Ctx, about: About, job: { id: number }): Promise<void> {
  const loaded = await load(ctx, about);
  if (!loaded || !(await takeMailing(ctx.db, about.communityId, about.messageId, job.id))) return;
  const { conversation } = loaded;
  const readers = conversation.assigned_id === null ? await readersOf(ctx, loaded) : [conversation.assigned_id];
  await transaction(ctx, async (ctx) => {
    for (const personId of readers) await ctx.services.jobs.enqueue(ctx, TOLD, { ...about, personId }, { uniqueKey: `${TOLD}:${about.communityId}:${about.messageId}:${personId}` });
  });
  if (conversation.created_at === loaded.message.created_at) await sendReceipt(ctx, loaded);
}

/** Those who look after the room that was written to, or after the community. */
async function readersOf({ db }: Ctx, { conversation, community }: Loaded): Promise<number[]> {
  const room = conversation.space_id === null ? undefined : await spaceById(db, community.id, conversation.space_id);
  return (await lookedAfterBy(db, community, room)).map(({ id }) => id);
}

/** Whoever facilitates the room; where nobody does, the community, unless nobody may know of the room. */
export async function lookedAfterBy(db: Ctx['db'], community: Space, room?: Space | null) {
  const own = room ? await facilitatorsOf(db, room) : [];
  return own.length > 0 || room?.visibility === 'secret' ? own : facilitatorsOf(db, community);
}

/** Without a word of what was written: nobody can have texts of theirs sent to others through us. */
async function sendReceipt(ctx: Ctx, loaded: Loaded): Promise<void> {
  const { conversation, community } = loaded;
  const t = translator(conversation.language);
  const values = { community: community.name };
  const replyTo = await replyAddress(ctx, 0, ASKER, [community.id, conversation.id]);
  const mail = letter({
    language: conversation.language,
    place: community.name,
    hue: community.hue,
    paragraphs: [t(replyTo ? 'contact.mail.receipt_by_mail' : 'contact.mail.receipt', values)],
    button: { href: await linkOf(ctx, loaded), label: t('contact.mail.open') },
    foot: t(loaded.message.mail_id === null ? 'contact.mail.receipt_why' : 'contact.mail.receipt_why_mail', values),
  });
  const subject = t('contact.mail.receipt_subject', values);
  const { inReplyTo, references } = await threadOf(ctx, loaded, 'receipt');
  const messageId = messageIdOf(ctx, loaded, 'receipt');
  const thread = inReplyTo === messageId ? {} : { inReplyTo, references: references.slice(1) };
  const headers = { 'Auto-Submitted': 'auto-replied' };
  await ctx.services.mailer.deliver(ctx.db, { to: conversation.address, subject, ...mail, messageId, ...thread, ...(replyTo && { replyTo }), bounce: returnsTo(conversation), headers }, ctx.now);
}

async function tell(ctx: Ctx, { personId, ...about }: About & { personId: number }): Promise<void> {
  const loaded = await load(ctx, about);
  const viewer = await viewerOfId(ctx.services, personId);
  const address = await mailAddressOf(ctx.db, personId);
  if (!loaded || !viewer || !address) return;
  const { message, conversation, community } = loaded;
  const as = createContext(ctx.services, viewer);
  const room = conversation.space_id === null ? undefined : await spaceById(ctx.db, community.id, conversation.space_id);
  if (!canAnswer(as, community, room)) return;
  const replyTo = await replyAddress(ctx, personId, DESK, [community.id, conversation.id]);
  const files = bracketed((await filesOfMessage(ctx.db, community.id, message.id)).map(({ name }) => name));
  const t = translator(viewer.language);
  const values = { name: conversation.name, community: (room ?? community).name, subject: conversation.subject };
  const mail = letter({
    language: viewer.language,
    place: (room ?? community).name,
    hue: community.hue,
    paragraphs: [t('contact.mail.told', values), message.body, ...(files && files !== message.body ? [files] : []), ...(replyTo ? [t('contact.mail.how', values)] : [])],
    button: { href: `${baseUrl(ctx.services.config)}${hrefOf(community, room)}/contact/conversations/${conversation.id}`, label: t('contact.mail.answer') },
    foot: t(replyTo ? 'contact.mail.told_why_mail' : 'contact.mail.told_why', values),
  });
  const from = senderOf(ctx.services.config, `${conversation.name} · ${values.community}`);
  const messageId = messageIdOf(ctx, loaded, String(message.id));
  await ctx.services.mailer.deliver(ctx.db, { to: address, personId, from, subject: `[${values.community}] ${conversation.subject}`, ...mail, messageId, ...(await threadOf(ctx, loaded, 'desk')), ...(replyTo && { replyTo }), headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}

async function sendAnswer(ctx: Ctx, about: About, job: { id: number }): Promise<void> {
  const loaded = await load(ctx, about);
  if (!loaded || !(await takeMailing(ctx.db, about.communityId, about.messageId, job.id))) return;
  const { message, conversation, community } = loaded;
  const t = translator(conversation.language);
  const values = { name: message.author_name ?? community.name, community: community.name };
  const replyTo = await replyAddress(ctx, 0, ASKER, [community.id, conversation.id]);
  const mail = letter({
    language: conversation.language,
    place: community.name,
    hue: community.hue,
    paragraphs: [message.body],
    button: { href: await linkOf(ctx, loaded), label: t('contact.mail.write_back') },
    foot: t(replyTo ? 'contact.mail.answer_why_mail' : 'contact.mail.answer_why', values),
  });
  await ctx.services.mailer.deliver(
    ctx.db,
    {
      to: conversation.address,
      subject: `Re: ${conversation.subject}`,
      ...mail,
      ...(await mailedFiles(ctx, community.id, message.id)),
      from: senderOf(ctx.services.config, `${values.name} · ${community.name}`),
      messageId: messageIdOf(ctx, loaded, String(message.id)),
      ...(await threadOf(ctx, loaded, 'receipt')),
      ...(replyTo && { replyTo }),
      bounce: returnsTo(conversation),
    },
    ctx.now,
  );
}
