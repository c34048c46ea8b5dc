/** News and announcements; contact. */
export default function news(): string[] {
  return [];
}
