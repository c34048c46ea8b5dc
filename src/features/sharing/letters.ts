import { createHash } from 'node:crypto';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { signed } from '#platform/http/signed.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { addReplyTarget, type Reaction } from '#platform/mail/answers/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { unsubscribeHeaders } from '#platform/mail/unsubscribe.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { escapeHtml } from '#platform/text/escape.ts';
import { ANONYMOUS, type Viewer } from '#platform/viewer.ts';
import { baseUrl } from '../../config.ts';
import { spaceById } from '../communities/index.ts';
import { mailAddressOf, viewerOfId } from '../people/index.ts';
import { SEND_MAIL, SPREAD } from './jobs.ts';
import { insertRefusal, memberIds, refuses, shareById, takeMailing, toldBy } from './queries.ts';
import { targetFor, type Target } from './target.ts';

export const STOP = 'sharing.stop';
/** The kind of address at which pages by mail end, by any mail to it. */
const ENDS = 'st';
const STRETCH = 200;

interface Share {
  communityId: number;
  shareId: number;
}
type Mailing = Share & ({ personId: number } | { address: string });

export function setUpLetters(): void {
  defineJob<Mailing>(SEND_MAIL, send);
  addReplyTarget({ kind: ENDS, answer: endByMail, anyone: true, machines: true });
  defineJob<Share & { spaceId: number; after: number }>(SPREAD, spread);
}

/** An address as it is kept of who wants no such mail. */
export const digestOf = (address: string) => createHash('sha256').update(address.toLowerCase()).digest('hex');

/** Who got a mail may end such mail by it: for the address that it went to, or the one that a member has now. */
async function endByMail({ db, viewer, now }: Ctx, [communityId = 0, shareId = 0, jobId = 0]: number[]): Promise<Reaction> {
  const told = await toldBy(db, { communityId, shareId, jobId });
  const address = told?.startsWith('p') ? await mailAddressOf(db, Number(told.slice(1))) : null;
  const hash = address ? digestOf(address) : told?.startsWith('p') ? null : told;
  if (hash) await insertRefusal(db, hash, now);
  const t = translator(viewer.language);
  return { status: 'done', reason: 'unsubscribed', communityId, tell: { subject: t('sharing.stop'), paragraphs: [t('sharing.stopped')] } };
}

async function spread(ctx: Ctx, job: Share & { spaceId: number; after: number }): Promise<void> {
  const { communityId, shareId, spaceId, after } = job;
  const share = await shareById(ctx.db, communityId, shareId);
  const members = await memberIds(ctx.db, communityId, spaceId, after, STRETCH);
  await transaction(ctx, async (ctx) => {
    for (const personId of members)
      if (personId !== share?.person_id) await ctx.services.jobs.enqueue(ctx, SEND_MAIL, { communityId, shareId, personId }, { uniqueKey: `${SEND_MAIL}:${communityId}:${shareId}:${personId}` });
    if (members.length === STRETCH) await ctx.services.jobs.enqueue(ctx, SPREAD, { ...job, after: members.at(-1)! });
  });
}

/** Sends a page to one, as it is then: not when they may not read it, want no such mail, or have it. */
async function send({ services, db, now }: Ctx, to: Mailing, job: { id: number }): Promise<void> {
  const { communityId, shareId } = to;
  const share = await shareById(db, communityId, shareId);
  const viewer = 'personId' in to ? await viewerOfId(services, to.personId) : ANONYMOUS;
  const address = 'personId' in to ? await mailAddressOf(db, to.personId) : to.address;
  const community = await spaceById(db, communityId, communityId);
  const space = share && (await spaceById(db, communityId, share.space_id));
  if (!share || !viewer || !address || !community || !space || (await refuses(db, digestOf(address)))) return;
  const ref = share.item_kind !== null ? { kind: share.item_kind, id: share.item_id!, ...(share.path && { path: share.path }) } : { path: share.path! };
  const place = { community: community.slug, room: space.parent_id === null ? null : space.slug };
  const target = await targetFor(createContext(services, viewer), place, ref);
  if (!target) return;
  const told = 'personId' in to ? `p${to.personId}` : digestOf(address);
  if (!(await takeMailing(db, { community_id: communityId, share_id: shareId, told, job_id: job.id, at: now }))) return;
  const stop = `${baseUrl(services.config)}/share/stop/${await signed(services, STOP, digestOf(address))}`;
  const language = 'personId' in to ? (viewer as Viewer).language : community.language;
  const mail = asMail({ base: baseUrl(services.config), language, target, sender: share.sender, note: share.note, community: community.name, hue: community.hue, stop });
  const headers = { ...(await unsubscribeHeaders(services, stop, ENDS, [communityId, shareId, job.id])), 'Auto-Submitted': 'auto-generated' };
  await services.mailer.deliver(db, { to: address, ...mail, from: senderOf(services.config, share.sender === null ? community.name : translator(language)('communities.mail.via', { name: share.sender, place: community.name })), headers }, now);
}

interface Parts {
  base: string;
  language: string;
  target: Target;
  sender: string | null;
  note: string | null;
  community: string;
  hue: number;
  stop: string;
}

function asMail({ base, language, target, sender, note, community, hue, stop }: Parts) {
  const t = translator(language);
  const values = { name: sender ?? t('sharing.somebody'), community, title: target.title };
  const quoted = note ? [`> ${note.replaceAll('\n', '\n> ')}`] : [];
  const parts = letter({
    language,
    place: community,
    hue,
    paragraphs: [t('sharing.mail.text', values), ...quoted, ...(target.text ? [`${target.title}\n\n${target.text}`] : [target.title])],
    html: { [1 + quoted.length]: `<p><b>${escapeHtml(target.title)}</b></p><p>${escapeHtml(target.text)}</p>` },
    preview: note || target.text,
    button: { href: base + target.href, label: t('sharing.mail.read') },
    foot: `${t('sharing.mail.why', values)}\n${t('sharing.mail.stop')} ${stop}`,
  });
  return { ...parts, subject: target.title };
}
