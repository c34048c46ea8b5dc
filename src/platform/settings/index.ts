import type { Db } from '../db/index.ts';
import { hostSetting, keepHostSetting } from './queries.ts';

export { hostSetting, keepHostSetting, setHostSetting } from './queries.ts';

/** A secret that all nodes of an installation share: made once, kept in the database. */
export async function sharedSecret(db: Db, key: string): Promise<string> {
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  await keepHostSetting(db, key, made);
  return (await hostSetting(db, key))!;
}
