import { timingSafeEqual } from 'node:crypto';
import type { Services } from '#platform/context.ts';
import { sharedSecret } from '#platform/settings/index.ts';
import { baseUrl } from '../../../config.ts';
import { hostHasAdmin } from '../queries.ts';

const known = new WeakSet<Services>();

/** Whether nobody runs this host yet. Once somebody does, it stays so. */
export async function setUpNeeded(services: Services): Promise<boolean> {
  if (known.has(services)) return false;
  if (!(await hostHasAdmin(services.database.db))) return true;
  known.add(services);
  return false;
}

/** The one-time link to the set-up page, for the terminal; null when the host is set up. */
export async function setUpLink(services: Services): Promise<string | null> {
  if (!(await setUpNeeded(services))) return null;
  return `${baseUrl(services.config)}/set-up?token=${await setUpToken(services)}`;
}

function setUpToken({ database }: Services): Promise<string> {
  return sharedSecret(database.db, 'set_up_token');
}

/** Compares in constant time, so that answers tell nothing of the token. */
export async function isSetUpToken(services: Services, given: string): Promise<boolean> {
  const token = Buffer.from(await setUpToken(services));
  const other = Buffer.from(given);
  return token.length === other.length && timingSafeEqual(token, other);
}
