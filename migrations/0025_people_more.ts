/** Nothing yet. */
export default function peopleMore(): string[] {
  return [];
}
