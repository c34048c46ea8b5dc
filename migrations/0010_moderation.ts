/** Reports, holds and the log of moderators. */
export default function moderation(): string[] {
  return [];
}
