import { randomInt } from 'node:crypto';
import type { Services } from '#platform/context.ts';
import { addReplyTarget, replyAddress } from '#platform/mail/answers/index.ts';

/** The kind of address that mail to ourselves goes to: `copse doctor mail` looks whether it arrives. */
const PROBE = 't';

export function addProbe(): void {
  addReplyTarget({ kind: PROBE, anyone: true, machines: true, answer: async () => ({ status: 'done', reason: 'round_trip' }) });
}

export function probeAddress(at: { services: Services }): Promise<string | null> {
  return replyAddress(at, 0, PROBE, [randomInt(2 ** 40)]);
}
