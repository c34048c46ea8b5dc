/** Nothing yet. */
export default function mailOutMore(): string[] {
  return [];
}
