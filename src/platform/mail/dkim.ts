import { createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Services } from '../context.ts';
import { hostSetting, keepHostSetting } from '../settings/index.ts';
import { fromAddress } from './sender.ts';

/** What mail is signed with (RFC 6376), as nodemailer takes it. */
export interface Dkim {
  domainName: string;
  keySelector: string;
  privateKey: string;
}

const SETTING = 'dkim_key';

/** The key of this installation: given by DKIM_KEY, or made once and kept for all nodes. */
export async function dkimOf({ config, database: { db } }: Pick<Services, 'config' | 'database'>): Promise<Dkim> {
  const privateKey = config.dkimKey ? await readFile(config.dkimKey, 'utf8') : ((await hostSetting(db, SETTING)) ?? (await makeKey(db)));
  return { domainName: fromAddress(config).split('@').at(-1)!, keySelector: config.dkimSelector, privateKey: createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function makeKey(db: Services['database']['db']): Promise<string> {
  // RFC 8301 §3.2: at least 2048 bits.
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  await keepHostSetting(db, SETTING, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return (await hostSetting(db, SETTING))!;
}

/** The record that publishes the key. */
export function dkimRecord({ domainName, keySelector, privateKey }: Dkim): { name: string; value: string } {
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { name: `${keySelector}._domainkey.${domainName}`, value: `v=DKIM1; k=rsa; p=${key}` };
}
