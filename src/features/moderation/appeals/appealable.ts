import type { ActionRow } from '../log/queries.ts';
import type { ModerationAction } from '../tables.ts';

/** The kind of address at which somebody asks for another look. */
export const APPEAL = 'l';
const DAYS = 60;
const APPEALABLE = new Set<ModerationAction>(['hidden', 'declined', 'held', 'slowed', 'banned']);

/** Whether somebody may still ask for another look at what moderators did. */
export function canAppeal({ action, undone_at }: Pick<ActionRow, 'action' | 'undone_at'>): boolean {
  return APPEALABLE.has(action) && undone_at === null;
}

/** Whether it is recent enough. */
export function inTime({ at }: Pick<ActionRow, 'at'>, now: number): boolean {
  return at > now - DAYS * 86_400_000;
}

/** Outside the community, which the person may not be able to read any more. */
export function hrefOfAppeal({ community_id, id }: Pick<ActionRow, 'community_id' | 'id'>): string {
  return `/appeals/${community_id}/${id}`;
}
