import type { Ctx } from '#platform/context.ts';
import type { Place } from '../access.ts';

/** Something else that may become of a room, offered where its life is looked after. */
export interface RoomFate {
  /** Below the room, such as `/move`. */
  path: string;
  /** Keys of its name, of what it does, and of the link to it. */
  label: string;
  text: string;
  choose: string;
  may(ctx: Ctx, place: Place): boolean;
}

const fates: RoomFate[] = [];

export function addRoomFate(added: RoomFate): void {
  if (!fates.some(({ path }) => path === added.path)) fates.push(added);
}

/** What may become of a room by the viewer. */
export const fatesOf = (ctx: Ctx, place: Place): RoomFate[] => fates.filter(({ may }) => may(ctx, place));
