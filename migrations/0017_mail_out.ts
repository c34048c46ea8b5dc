/** Mail going out: delivery, digests, bounces. */
export default function mailOut(): string[] {
  return [];
}
