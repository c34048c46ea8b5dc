/** What people keep for later. */
export default function bookmarks(): string[] {
  return [];
}
