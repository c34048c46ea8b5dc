/** Pages sent by mail. */
export default function sharing(): string[] {
  return [];
}
