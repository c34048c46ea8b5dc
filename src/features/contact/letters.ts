import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { signed } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { baseUrl } from '../../config.ts';
import { can, canRead, facilitatorsOf, hrefOf, spaceById, type Space } from '../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../people/index.ts';
import { ANSWER, PURPOSE } from './access.ts';
import { ANSWERED, ASKED, TOLD } from './jobs.ts';
import { conversationById, deleteQuiet, messageById, takeMailing } from './queries.ts';

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
  repeatJob('contact.retention', DAY, ({ db, now }) => deleteQuiet(db, now - KEPT_DAYS * DAY));
}

async function load(ctx: Ctx, { communityId, messageId }: About) {
  const message = await messageById(ctx.db, communityId, messageId);
  const conversation = message && (await conversationById(ctx.db, communityId, message.conversation_id));
  const community = await spaceById(ctx.db, communityId, communityId);
  const space = conversation && (await spaceById(ctx.db, communityId, conversation.space_id));
  return message && conversation && community && space ? { message, conversation, community, space } : null;
}

type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

/** The page on which whoever asked reads and writes on. */
async function linkOf({ services }: Ctx, { conversation }: Loaded): Promise<string> {
  return `${baseUrl(services.config)}/contact/${await signed(services, PURPOSE, `${conversation.community_id}.${conversation.id}`)}`;
}

const messageIdOf = ({ services }: Ctx, { community, conversation }: Loaded, part: string) =>
  `<contact-${conversation.id}-${part}.${community.id}@${new URL(baseUrl(services.config)).hostname}>`;

/** Says to whoever asked that it arrived, once, and brings it to the facilitators: to who took it, or to all. */
async function passOn(ctx: Ctx, about: About, job: { id: number }): Promise<void> {
  const loaded = await load(ctx, about);
  if (!loaded || !(await takeMailing(ctx.db, about.communityId, about.messageId, job.id))) return;
  const { conversation } = loaded;
  const readers = conversation.assigned_id !== null ? [conversation.assigned_id] : (await readersOf(ctx.db, loaded)).map(({ id }) => id);
  await transaction(ctx, async (ctx) => {
    for (const personId of readers) await ctx.services.jobs.enqueue(ctx, TOLD, { ...about, personId }, { uniqueKey: `${TOLD}:${about.communityId}:${about.messageId}:${personId}` });
  });
  if (conversation.created_at === loaded.message.created_at) await sendReceipt(ctx, loaded);
}

/** Whoever facilitates the room; where nobody does, the community, unless nobody may know of the room. */
export async function readersOf(db: Ctx['db'], { space, community }: { space: Space; community: Space }) {
  const own = await facilitatorsOf(db, space);
  return own.length > 0 || space.visibility === 'secret' ? own : facilitatorsOf(db, community);
}

/** Without a word of what was written: nobody can have texts of theirs sent to others through us. */
async function sendReceipt(ctx: Ctx, loaded: Loaded): Promise<void> {
  const { conversation, space } = loaded;
  const t = translator(conversation.language);
  const values = { community: space.name };
  const mail = letter({
    language: conversation.language,
    paragraphs: [t('contact.mail.receipt', values)],
    button: { href: await linkOf(ctx, loaded), label: t('contact.mail.open') },
    foot: t('contact.mail.receipt_why', values),
  });
  const subject = t('contact.mail.receipt_subject', values);
  const headers = { 'Auto-Submitted': 'auto-replied' };
  await ctx.services.mailer.deliver(ctx.db, { to: conversation.address, subject, ...mail, messageId: messageIdOf(ctx, loaded, 'receipt'), headers }, ctx.now);
}

async function tell(ctx: Ctx, { personId, ...about }: About & { personId: number }): Promise<void> {
  const loaded = await load(ctx, about);
  const viewer = await viewerOfId(ctx.services, personId);
  const address = await mailAddressOf(ctx.db, personId);
  if (!loaded || !viewer || !address) return;
  const { message, conversation, community, space } = loaded;
  const { viewer: reader } = createContext(ctx.services, viewer);
  if (!canRead(reader, space, community) || !can(reader, space, ANSWER)) return;
  const t = translator(viewer.language);
  const values = { name: conversation.name, community: space.name, subject: conversation.subject };
  const mail = letter({
    language: viewer.language,
    paragraphs: [t('contact.mail.told', values), message.body],
    button: { href: `${baseUrl(ctx.services.config)}${hrefOf(community, space.parent_id === null ? null : space)}/contact/conversations/${conversation.id}`, label: t('contact.mail.answer') },
    foot: t('contact.mail.told_why', values),
  });
  await ctx.services.mailer.deliver(ctx.db, { to: address, subject: `[${space.name}] ${conversation.subject}`, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }, ctx.now);
}

async function sendAnswer(ctx: Ctx, about: About, job: { id: number }): Promise<void> {
  const loaded = await load(ctx, about);
  if (!loaded || !(await takeMailing(ctx.db, about.communityId, about.messageId, job.id))) return;
  const { message, conversation, space } = loaded;
  const t = translator(conversation.language);
  const values = { name: message.author_name ?? space.name, community: space.name };
  const mail = letter({
    language: conversation.language,
    paragraphs: [message.body],
    button: { href: await linkOf(ctx, loaded), label: t('contact.mail.write_back') },
    foot: t('contact.mail.answer_why', values),
  });
  const first = messageIdOf(ctx, loaded, 'receipt');
  await ctx.services.mailer.deliver(
    ctx.db,
    {
      to: conversation.address,
      subject: `Re: ${conversation.subject}`,
      ...mail,
      from: senderOf(ctx.services.config, `${values.name} · ${space.name}`),
      messageId: messageIdOf(ctx, loaded, String(message.id)),
      inReplyTo: first,
      references: [first],
    },
    ctx.now,
  );
}
