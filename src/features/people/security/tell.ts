import type { Ctx } from '#platform/context.ts';
import { queueLetter } from '../letters.ts';
import { mailAddressOf } from '../queries.ts';

/** What about the security of an account is told by mail. */
export type Change =
  | 'password_changed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'authenticator_on'
  | 'authenticator_off'
  | 'authenticator_reset'
  | 'codes_new'
  | 'code_used'
  | 'provider_linked'
  | 'provider_unlinked'
  | 'token_made';

/** Tells a person by mail what was changed, so that they notice what was not their doing. */
export async function tell(ctx: Ctx, personId: number, change: Change, detail = ''): Promise<void> {
  const address = await mailAddressOf(ctx.db, personId);
  if (address) await queueLetter(ctx, { kind: 'security', address, change, detail });
}
