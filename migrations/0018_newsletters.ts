/** Newsletters: issues, blocks, subscribers. */
export default function newsletters(): string[] {
  return [];
}
