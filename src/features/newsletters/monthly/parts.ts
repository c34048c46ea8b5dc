import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { hrefOfSpace, type Place } from '../../communities/index.ts';
import { addMonthlyPart, type DraftBlock } from '../sources.ts';
import { newMembers } from './queries.ts';

/** What a month's update tells of the community itself: its new rooms, and that people came. */
export function addOwnParts(): void {
  addMonthlyPart({ name: 'rooms', order: 70, load: newRooms });
  addMonthlyPart({ name: 'members', order: 80, load: welcome });
}

async function newRooms(_: Ctx, place: Place, since: number, until: number): Promise<DraftBlock[]> {
  const t = translator(place.space.language);
  const opened = place.spaces.filter((space) => space.parent_id !== null && space.id !== place.space.id && space.created_at >= since && space.created_at < until);
  if (opened.length === 0 || place.room) return [];
  const lines = opened.map((room) => `- [${room.name.replace(/[[\]\\]/g, '\\$&')}](${hrefOfSpace(place, room)})${room.tagline ? `: ${room.tagline}` : ''}`);
  return [{ kind: 'heading', text: t('newsletters.part.rooms') }, { kind: 'text', text: lines.join('\n') }];
}

/** How many came, and nobody's name: whether one is named to the world is one's own choice. */
async function welcome({ db }: Ctx, place: Place, since: number, until: number): Promise<DraftBlock[]> {
  const t = translator(place.space.language);
  const count = await newMembers(db, place.space, since, until);
  if (count === 0) return [];
  const text = t('newsletters.part.members_text', { count, href: `${hrefOfSpace(place, place.space)}/members` });
  return [{ kind: 'heading', text: t('newsletters.part.members') }, { kind: 'text', text }];
}
