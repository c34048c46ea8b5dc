/** Roles, rooms and joining. */
export default function spaces(): string[] {
  return [];
}
