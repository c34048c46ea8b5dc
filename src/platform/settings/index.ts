import type { Services } from '../context.ts';
import type { Db } from '../db/index.ts';
import { hostSetting, keepHostSetting } from './queries.ts';

export { hostSetting, keepHostSetting, setHostSetting } from './queries.ts';

/** A secret that all nodes of an installation share: made once, kept in the database. */
export async function sharedSecret(db: Db, key: string): Promise<string> {
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  await keepHostSetting(db, key, made);
  return (await hostSetting(db, key))!;
}

const kept = new WeakMap<Services, Map<string, Promise<string>>>();

/** The same, asked of the database once. Whoever asks first stands in no transaction: one that is undone would take the secret with it. */
export function keptSecret(services: Services, key: string): Promise<string> {
  const secrets = kept.get(services) ?? new Map<string, Promise<string>>();
  kept.set(services, secrets);
  const known = secrets.get(key);
  if (known) return known;
  const secret = sharedSecret(services.database.db, key);
  secrets.set(key, secret);
  // A database that was away for a moment is asked again.
  secret.catch(() => secrets.delete(key));
  return secret;
}
