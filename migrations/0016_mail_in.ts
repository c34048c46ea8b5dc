/** Mail coming in: reply addresses, what was received, what waits for a proof. */
export default function mailIn(): string[] {
  return [];
}
