/** Nothing yet. */
export default function letters(): string[] {
  return [];
}
