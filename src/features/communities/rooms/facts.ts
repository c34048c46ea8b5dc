import type { Translate } from '#platform/i18n/index.ts';
import type { Space } from '../queries.ts';

type Typed = Pick<Space, 'type' | 'product' | 'due_on' | 'starts_on' | 'ends_on' | 'venue'>;

const dayOf = (iso: string) => Date.parse(`${iso}T00:00:00Z`);

/** What a room of its type is about to do: when and where it meets, what it makes and by when; null when it does not say. */
export function factsOf(t: Translate, language: string, room: Typed): string | null {
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  if (room.type === 'event') {
    const when = room.starts_on && days.formatRange(dayOf(room.starts_on), dayOf(room.ends_on ?? room.starts_on));
    return [when, room.venue].filter(Boolean).join(', ') || null;
  }
  if (room.type !== 'working_group') return null;
  const by = room.due_on && days.format(dayOf(room.due_on));
  if (room.product && by) return t('communities.rooms.makes_by', { product: room.product, by });
  if (room.product) return t('communities.rooms.makes', { product: room.product });
  return by && t('communities.rooms.due', { by });
}
