import { announce } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { Refusal } from '#platform/errors.ts';
import { roleIn, atLeast, type Space } from '../../communities/index.ts';
import { insertHeld } from '../cases/queries.ts';
import { tellModerators } from '../cases/waiting.ts';
import { suspicious } from './checkers.ts';
import { lastWritten, standingOf } from './queries.ts';
import { NEWCOMER, rulesOf, type ScreeningRules } from './rules.ts';

const HOUR = 3_600_000;
const SLOW_HOURS = 4;

/** Something that somebody is about to add to a space. */
export interface Contribution {
  /** A kind that a feature said it can carry out later. */
  kind: string;
  title: string | null;
  text: string;
  /** What it takes to carry it out later. */
  payload: unknown;
  onceKey: string | null;
  /** A field that people do not see and programs fill in. */
  trap?: string | undefined;
}

/**
 * Lets a contribution pass, or keeps it for the moderators of the space: then it throws a refusal that
 * says so, and what was written is safe. Throws `too_many` for whoever should take more time.
 */
export async function screen(ctx: Ctx, space: Space, contribution: Contribution): Promise<void> {
  const { personId } = ctx.viewer;
  if (personId === null || atLeast(roleIn(ctx.viewer, space), 'facilitator')) return;
  const standing = await standingOf(ctx.db, space, personId, ctx.now);
  const rules = await rulesOf(ctx.db, space);
  const written = await lastWritten(ctx.db, space.community_id, personId, NEWCOMER + rules.newcomer_hourly);
  if (standing.includes('slowed') && (written[0] ?? 0) > ctx.now - SLOW_HOURS * HOUR)
    throw new Refusal('too_many', 'moderation.error.slowed', { values: { hours: SLOW_HOURS } });
  const why = standing.includes('held') ? 'standing' : await doubtsOf(ctx, rules, written, contribution);
  if (why) await hold(ctx, space, personId, contribution, why);
}

async function doubtsOf(ctx: Ctx, rules: ScreeningRules, written: number[], { title, text, trap }: Contribution): Promise<string | null> {
  if (trap) return 'trap';
  if (written.length < rules.hold_first) return 'first';
  if (written.length < NEWCOMER && countLinks(text) > rules.newcomer_links) return 'links';
  const lately = written.filter((at) => at > ctx.now - HOUR).length;
  // As with all rates, RATE_LIMIT multiplies it and 0 turns it off.
  const most = rules.newcomer_hourly * ctx.services.config.rateLimit || Infinity;
  if (written.length < NEWCOMER + rules.newcomer_hourly && lately >= most)
    throw new Refusal('too_many', 'moderation.error.hourly', { values: { count: rules.newcomer_hourly } });
  return (await suspicious(ctx, { title, text, author: { name: ctx.viewer.name ?? '', written: written.length } })) ? 'checker' : null;
}

/** Whether what the viewer writes in a space waits for a look. */
export async function isHeld(ctx: Ctx, space: Space): Promise<boolean> {
  const { personId } = ctx.viewer;
  if (personId === null || atLeast(roleIn(ctx.viewer, space), 'facilitator')) return false;
  return (await standingOf(ctx.db, space, personId, ctx.now)).includes('held');
}

/** Web addresses in a text; one written twice counts twice. */
export function countLinks(text: string): number {
  return text.match(/\bhttps?:\/\/|\bwww\.[a-z0-9-]+\.[a-z]/gi)?.length ?? 0;
}

async function hold(ctx: Ctx, space: Space, personId: number, { kind, title, text, payload, onceKey }: Contribution, why: string): Promise<never> {
  await transaction(ctx, async (ctx) => {
    const at = { community_id: space.community_id, space_id: space.id, person_id: personId, opened_at: ctx.now };
    const kept = await insertHeld(ctx.db, { ...at, kind: 'held', contribution: kind, payload: JSON.stringify(payload), title, body: text, why, once_key: onceKey });
    if (!kept) return;
    await tellModerators(ctx, space);
    await announce(ctx, 'moderation.held', { communityId: space.community_id, spaceId: space.id, personId });
  });
  throw new Refusal('held', 'moderation.held');
}
