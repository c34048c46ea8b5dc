/** Who can help with what, and who was asked. */
export default function expertise(): string[] {
  return [];
}
