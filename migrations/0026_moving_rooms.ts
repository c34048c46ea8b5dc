/** Nothing yet. */
export default function movingRooms(): string[] {
  return [];
}
