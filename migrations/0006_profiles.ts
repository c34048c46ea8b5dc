/** Profiles, addresses, website bookmarks. */
export default function profiles(): string[] {
  return [];
}
