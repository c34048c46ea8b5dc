import type { RoomFace } from './schema.ts';

/** What a room says of itself when only this is known. */
export function faceOf(known: Pick<RoomFace, 'name' | 'type' | 'visibility'> & Partial<RoomFace>): RoomFace {
  const nothing = { slug: null, tagline: null, purpose: null, description: null, product: null, due_on: null, starts_on: null, ends_on: null, venue: null, welcome: null, prompt: null };
  return { ...nothing, ...known };
}
