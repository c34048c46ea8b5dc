/** Nothing yet. */
export default function speed(): string[] {
  return [];
}
