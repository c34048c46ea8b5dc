import type { Ctx } from '#platform/context.ts';
import { signInAddressOf } from '../addresses/queries.ts';
import { authOf } from '../auth.ts';

export interface Account {
  id: string;
  name: string;
  email: string;
}

/** The account that an address and its password open; any confirmed address does, the accounts library knows the one that receives. Takes as long for an address that nobody has. */
export async function accountByPassword(ctx: Ctx, address: string, given: string): Promise<Account | null> {
  const { internalAdapter, password } = await (await authOf(ctx.services)).$context;
  const found = await internalAdapter.findUserByEmail((await signInAddressOf(ctx.db, address)) ?? address, { includeAccounts: true });
  const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password;
  if (!hash) {
    await password.hash(given);
    return null;
  }
  const right = await password.verify({ hash, password: given });
  return right && found.user.emailVerified ? found.user : null;
}

/** Whether this is the password of an account. */
export async function isPasswordOf(ctx: Ctx, accountId: string, given: string): Promise<boolean> {
  const { password } = await (await authOf(ctx.services)).$context;
  const hash = await passwordHash(ctx, accountId);
  return hash !== null && password.verify({ hash, password: given });
}

/** Who came by another service, or by mail only, has none. */
export async function hasPassword(ctx: Ctx, accountId: string): Promise<boolean> {
  return (await passwordHash(ctx, accountId)) !== null;
}

async function passwordHash(ctx: Ctx, accountId: string): Promise<string | null> {
  const { internalAdapter } = await (await authOf(ctx.services)).$context;
  const accounts = await internalAdapter.findAccounts(accountId);
  return accounts.find(({ providerId }) => providerId === 'credential')?.password ?? null;
}

/** Takes away an account that nobody has confirmed: somebody else may have made it to wait for the owner of the address. */
export async function dropUnconfirmed(ctx: Ctx, address: string): Promise<void> {
  const { internalAdapter } = await (await authOf(ctx.services)).$context;
  const found = await internalAdapter.findUserByEmail(address);
  if (found && !found.user.emailVerified) await internalAdapter.deleteUser(found.user.id);
}
