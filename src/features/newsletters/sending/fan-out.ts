import { Fifo } from 'toad-cache';
import { baseUrl } from '../../../config.ts';
import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { unsubscribeHeaders } from '#platform/mail/unsubscribe.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { canRead } from '../../communities/index.ts';
import { mailedAs, messageIdsOf } from '../../items/index.ts';
import { mailAddressOf, viewerOfId } from '../../people/index.ts';
import { isMember, isOpen } from '../access.ts';
import { SUBSCRIBER } from '../bounces/note.ts';
import { isSuspended } from '../bounces/queries.ts';
import { linksOfIssue } from '../clicks/queries.ts';
import { contentOf, type Content } from '../mail/content.ts';
import { issueLetter, LOGO, renderingOf } from '../mail/letter.ts';
import { logoOf } from '../mail/logo.ts';
import { ENDS } from '../subscribing/by-mail.ts';
import { choiceOf, letsCount, subscriberById } from '../subscribing/queries.ts';
import { signed } from '../subscribing/token.ts';
import { BEGIN, begin, issueAndSpaces, STRETCH, type Begin } from './actions.ts';
import { memberStretch, settleMailing, subscriberStretch, takeMailing, takeStretch } from './queries.ts';

const MAIL = 'newsletters.mail';
const MAILED = 'newsletter';
/** Recipients that one job finds; the next stretch is the next job's. */
const AT_ONCE = 200;
/** Mails to many wait for those to one. */
const PRIORITY = 8;

interface Stretch {
  communityId: number;
  issueId: number;
  /** `p` and the person, or `s` and the subscriber, after whom it begins. */
  from: string;
}
interface Mailing {
  communityId: number;
  issueId: number;
  recipient: string;
}

export function setUpSending(): void {
  mailedAs(MAILED, ['newsletter']);
  defineJob<Begin>(BEGIN, begin);
  defineJob<Stretch>(STRETCH, sendStretch);
  defineJob<Mailing>(MAIL, sendIssue, { attempts: 20 });
}

/** Finds the next recipients, and gives each a job: members first, then subscribers from outside. */
async function sendStretch(ctx: Ctx, stretch: Stretch): Promise<void> {
  const { communityId, issueId, from } = stretch;
  const { issue, space, community } = await issueAndSpaces(ctx, communityId, issueId);
  const after = Number(from.slice(1));
  const outside = issue.audience === 'readers' && isOpen(community, space);
  const members = from.startsWith('p');
  const found = members ? await memberStretch(ctx.db, space, after, AT_ONCE) : await subscriberStretch(ctx.db, space, after, AT_ONCE);
  const next = found.length === AT_ONCE ? `${from[0]}${found.at(-1)}` : members && outside ? 's0' : null;
  await transaction(createContext(ctx.services, ctx.viewer), async (ctx) => {
    if (!(await takeStretch(ctx.db, issue, from, next, found.length))) return;
    for (const id of found) {
      const mailing: Mailing = { communityId, issueId, recipient: `${from[0]}${id}` };
      await ctx.services.jobs.enqueue(ctx, MAIL, mailing, { uniqueKey: `${MAIL}:${communityId}:${issueId}:${mailing.recipient}`, priority: PRIORITY });
    }
    if (next) await ctx.services.jobs.enqueue(ctx, STRETCH, { ...stretch, from: next }, { priority: PRIORITY });
  });
}

interface Prepared {
  content: Content;
  links: string[];
  host: string;
  logo: string | null;
  /** The same for everybody: who gets it twice by two addresses sees it once. */
  messageId: string;
}
const KEPT_MS = 30_000;
const prepared = new WeakMap<Services, Fifo<Promise<Prepared>>>();

/** What is the same for every recipient is read once in a while, not for each. */
function prepare(ctx: Ctx, communityId: number, issueId: number): Promise<Prepared> {
  let kept = prepared.get(ctx.services);
  if (!kept) prepared.set(ctx.services, (kept = new Fifo(20, KEPT_MS)));
  const key = `${communityId}.${issueId}`;
  let made = kept.get(key);
  if (!made) {
    made = (async () => {
      const { issue, spaces } = await issueAndSpaces(ctx, communityId, issueId);
      const links = issue.counts_clicks ? (await linksOfIssue(ctx.db, communityId, issueId)).map(({ url }) => url) : [];
      const content = await contentOf(ctx, issue, spaces);
      const messageId = (await messageIdsOf(ctx, MAILED, communityId, [issueId]))(issueId);
      return { content, links, messageId, logo: await logoOf(ctx, content), host: (await hostSetting(ctx.db, 'host_name')) ?? 'Copse' };
    })();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
  }
  return made;
}

/** Sends an issue to one recipient. Declines when they left, chose otherwise, may not read it, or have it. */
async function sendIssue(ctx: Ctx, mailing: Mailing, job: { id: number }): Promise<void> {
  const { services } = ctx;
  const { content, links, host, logo, messageId } = await prepare(ctx, mailing.communityId, mailing.issueId);
  const reader = await readerOf(ctx, content, mailing.recipient);
  if (!reader) return;
  const why = mailing.recipient.startsWith('p') ? 'member' : 'subscriber';
  const { unsubscribe, ending } = await endOf(services, content.space, mailing.recipient);
  const letter = issueLetter(services.config, content, renderingOf(services.config, content, { why, unsubscribe, logo: logo && LOGO }, reader.counted ? links : []), { host, logo, ending, messageId });
  const row = { community_id: mailing.communityId, issue_id: mailing.issueId, recipient: mailing.recipient };
  // Kept in the mailbox, mail and proof are one transaction. A mail server is asked in between: a crash there repeats one mail at most.
  if (services.mailer.sends) await send(ctx);
  else await transaction(ctx, send);

  async function send({ db, now }: Ctx): Promise<void> {
    if (!(await takeMailing(db, { ...row, job_id: job.id, at: now }))) return;
    await services.mailer.deliver(db, { ...reader!.envelope, priority: 8, ...letter }, now);
    await settleMailing(db, row, now);
  }
}

interface Reader {
  /** Where it goes, and who hears of what comes back. */
  envelope: Pick<OutgoingMail, 'to' | 'personId' | 'bounce'>;
  /** Whether they let clicks be counted. */
  counted: boolean;
}

/** Whom an issue reaches now; null when it should not. */
async function readerOf(ctx: Ctx, content: Content, recipient: string): Promise<Reader | null> {
  const id = Number(recipient.slice(1));
  return recipient.startsWith('s') ? subscriberReader(ctx, content, id) : memberReader(ctx, content, id);
}

async function subscriberReader({ db }: Ctx, { space, community, issue }: Content, id: number): Promise<Reader | null> {
  const subscriber = await subscriberById(db, space.community_id, id);
  const wanted = subscriber && subscriber.space_id === space.id && subscriber.confirmed_at !== null && subscriber.ended_at === null;
  if (!wanted || issue.audience !== 'readers' || !isOpen(community, space) || (await isSuspended(db, space.community_id, id))) return null;
  return { envelope: { to: subscriber.address, bounce: { kind: SUBSCRIBER, target: [space.community_id, id] } }, counted: subscriber.counting_since !== null };
}

async function memberReader(ctx: Ctx, { space, community, issue }: Content, id: number): Promise<Reader | null> {
  const viewer = await viewerOfId(ctx.services, id);
  if (!viewer || !canRead(viewer, space, community) || !isMember({ ...ctx, viewer }, space)) return null;
  if ((await choiceOf(ctx.db, space, id)) === false) return null;
  const to = await mailAddressOf(ctx.db, id);
  return to ? { envelope: { to, personId: id }, counted: issue.counts_clicks === 1 && (await letsCount(ctx.db, id)) } : null;
}

/** Where a recipient ends a newsletter without signing in, and the headers that say so. */
export async function endOf(services: Services, space: { id: number; community_id: number }, recipient: string) {
  const numbers = [space.community_id, space.id, recipient.startsWith('p') ? 0 : 1, Number(recipient.slice(1))];
  const unsubscribe = `${baseUrl(services.config)}/newsletters/unsubscribe/${await signed(services, 'end', numbers)}`;
  return { unsubscribe, ending: await unsubscribeHeaders(services, unsubscribe, ENDS, numbers) };
}
