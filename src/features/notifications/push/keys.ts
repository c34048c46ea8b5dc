import type { Services } from '#platform/context.ts';
import { hostSetting, keepHostSetting } from '#platform/settings/index.ts';

export interface Keys {
  publicKey: string;
  privateKey: string;
}

const known = new WeakMap<Services, Promise<Keys>>();

/** The keys by which push services know this host (RFC 8292): made once, kept with the host's settings. */
export function vapidKeys(services: Services): Promise<Keys> {
  let keys = known.get(services);
  if (!keys) known.set(services, (keys = loadKeys(services)));
  return keys;
}

async function loadKeys({ database: { db } }: Services): Promise<Keys> {
  const kept = await hostSetting(db, 'vapid_keys');
  if (!kept) {
    const { default: webpush } = await import('web-push');
    await keepHostSetting(db, 'vapid_keys', JSON.stringify(webpush.generateVAPIDKeys()));
  }
  return JSON.parse(kept ?? (await hostSetting(db, 'vapid_keys'))!) as Keys;
}

export async function publicKey(services: Services): Promise<string> {
  return (await vapidKeys(services)).publicKey;
}
