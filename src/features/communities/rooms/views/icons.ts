import type { IconName } from '#ui/icons.ts';
import type { RoomType } from '../../tables.ts';

export const TYPE_ICONS: Record<RoomType, IconName> = { working_group: 'people', event: 'calendar', interest: 'tag' };
