import type { Translate } from '#platform/i18n/index.ts';
import type { RoomType } from '../tables.ts';

/** Words that a new room of a type begins with, to be changed at will. */
export function template(t: Translate, type: RoomType): { welcome: string; prompt: string } {
  return { welcome: t(`communities.rooms.template.${type}.welcome`), prompt: t(`communities.rooms.template.${type}.prompt`) };
}
