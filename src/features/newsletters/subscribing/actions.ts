import { baseUrl } from '../../../config.ts';
import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { notAllowed } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import { defineJob, repeatJob } from '#platform/jobs/index.ts';
import { letter } from '#platform/mail/letter.ts';
import { senderOf } from '#platform/mail/sender.ts';
import { hostSetting } from '#platform/settings/index.ts';
import { communityNow, spaceById, spacesOfCommunity, type ReadableSpace, type Space } from '../../communities/index.ts';
import { personByAddress, personById, viewerOfId } from '../../people/index.ts';
import { isMember, isOpen } from '../access.ts';
import { SUBSCRIBER } from '../bounces/note.ts';
import { forgetBounces } from '../bounces/queries.ts';
import * as queries from './queries.ts';
import { readSigned, signed } from './token.ts';

const ASKED = 'newsletters.asked';
const TIDY = 'newsletters.forget_unconfirmed';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A link to confirm holds so long; then the address is forgotten. */
const HOLDS = 7 * DAY;

export function setUpSubscribing(): void {
  defineJob<{ communityId: number; id: number }>(ASKED, sendConfirmation);
  repeatJob(TIDY, DAY, (ctx) => queries.forgetUnconfirmed(ctx.db, ctx.now - HOLDS));
}

/**
 * Asks an address whether it wants a newsletter, at most once an hour. Whoever asks learns nothing about
 * the address: what is known of it shows only in the mail.
 */
export async function askAddress(ctx: Ctx, space: ReadableSpace, address: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const id = await queries.noteAsked(ctx.db, space, address, ctx.viewer.language, ctx.now, HOUR);
    if (id !== null) await ctx.services.jobs.enqueue(ctx, ASKED, { communityId: space.community_id, id }, { priority: 1 });
  });
}

async function sendConfirmation(ctx: Ctx, { communityId, id }: { communityId: number; id: number }): Promise<void> {
  const { services, db, now } = ctx;
  const subscriber = await queries.subscriberById(db, communityId, id);
  const space = subscriber && (await spaceById(db, communityId, subscriber.space_id));
  if (!subscriber || !space) return;
  const t = translator(subscriber.language);
  const base = baseUrl(services.config);
  const host = (await hostSetting(db, 'host_name')) ?? 'Copse';
  const token = await signed(services, 'confirm', [communityId, id, subscriber.asked_at]);
  const values = { name: space.name, host };
  const parts = letter({
    language: subscriber.language,
    place: space.name,
    hue: space.hue,
    paragraphs: [t('newsletters.confirm.text', values)],
    button: { href: `${base}/newsletters/confirm/${token}`, label: t('newsletters.confirm.button') },
    after: [t('newsletters.confirm.after')],
    foot: `${host}, ${base}`,
  });
  const from = senderOf(services.config, t('newsletters.mail.from', values));
  const bounce = { kind: SUBSCRIBER, target: [communityId, id] };
  await services.mailer.deliver(db, { to: subscriber.address, bounce, from, subject: t('newsletters.confirm.subject', values), ...parts, headers: { 'Auto-Submitted': 'auto-generated' } }, now);
}

/** What a link to confirm stands for; null when it holds no more, or another was asked for since. */
export async function confirmable(ctx: Ctx, token: string): Promise<{ subscriber: queries.Subscriber; space: Space } | null> {
  const [communityOnce, id, askedAt] = (await readSigned(ctx.services, 'confirm', token)) ?? [];
  if (communityOnce === undefined || id === undefined || askedAt === undefined || askedAt < ctx.now - HOLDS) return null;
  const communityId = await communityNow(ctx.db, communityOnce, 'newsletter_subscribers', id);
  const subscriber = await queries.subscriberById(ctx.db, communityId, id);
  const spaces = await spacesOfCommunity(ctx.db, communityId);
  const space = spaces.find((s) => s.id === subscriber?.space_id);
  const community = spaces.find((s) => s.parent_id === null);
  return subscriber && space && community && isOpen(community, space) ? { subscriber, space } : null;
}

/** Confirms an address; when it is a member's, that member gets the newsletter again. */
export async function confirm(ctx: Ctx, { subscriber, space }: { subscriber: queries.Subscriber; space: Space }, counts: boolean): Promise<void> {
  const person = await personByAddress(ctx.db, subscriber.address);
  const viewer = person && person.confirmed_at !== null ? await viewerOfId(ctx.services, person.id) : null;
  await transaction(ctx, async (ctx) => {
    if (viewer && isMember({ ...ctx, viewer }, space)) await queries.setChoice(ctx.db, space, person!.id, true, ctx.now);
    await queries.confirmSubscriber(ctx.db, space.community_id, subscriber.id, ctx.now, counts);
    await forgetBounces(ctx.db, space.community_id, subscriber.id);
    await announce(ctx, 'newsletters.subscribed', { communityId: space.community_id, spaceId: space.id });
  });
}

export interface Ending {
  space: Space;
  personId: number | null;
  subscriberId: number | null;
}

/** Whose newsletter a link ends: it holds for ever (RFC 8058 §3.2). */
export async function endingOf(ctx: Ctx, token: string): Promise<Ending | null> {
  return endingFor(ctx, (await readSigned(ctx.services, 'end', token)) ?? []);
}

/** The same by the numbers of which a link, or an address, was made. */
export async function endingFor(ctx: Ctx, [communityId, spaceId, outside, id]: number[]): Promise<Ending | null> {
  if (communityId === undefined || spaceId === undefined) return null;
  const space = await spaceById(ctx.db, spaceId === communityId ? communityId : await communityNow(ctx.db, communityId, 'spaces', spaceId), spaceId);
  if (!space || id === undefined || (outside === 0 && !(await personById(ctx.db, id)))) return null;
  return { space, personId: outside === 0 ? id : null, subscriberId: outside === 0 ? null : id };
}

/** Ends a newsletter for whoever holds the link, or takes that back. */
export async function end(ctx: Ctx, { space, personId, subscriberId }: Ending, back = false): Promise<void> {
  await transaction(ctx, async (ctx) => {
    if (personId !== null) await chooseFor(ctx, space, personId, back);
    else if (back) {
      await queries.confirmSubscriber(ctx.db, space.community_id, subscriberId!, ctx.now);
      await forgetBounces(ctx.db, space.community_id, subscriberId!);
    }
    else await queries.endSubscriber(ctx.db, space.community_id, subscriberId!, ctx.now);
  });
}

/** Says whether the viewer wants the newsletter of a space that they belong to. */
export async function choose(ctx: Ctx, space: ReadableSpace, wanted: boolean): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null || !isMember(ctx, space)) throw notAllowed(ctx.viewer);
  await transaction(ctx, (ctx) => chooseFor(ctx, space, personId, wanted));
}

export async function chooseFor(ctx: Ctx, space: Pick<Space, 'id' | 'community_id'>, personId: number, wanted: boolean): Promise<void> {
  await queries.setChoice(ctx.db, space, personId, wanted, ctx.now);
  if (!wanted) await queries.endSubscriptionsOf(ctx.db, space, personId, ctx.now);
}
