/** Nothing yet. */
export default function mailInMore(): string[] {
  return [];
}
