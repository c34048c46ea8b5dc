import webpush from 'web-push';
import { createContext, type Ctx, type Services } from '#platform/context.ts';
import { postOutward } from '#platform/http/outward.ts';
import { baseUrl } from '../../../config.ts';
import { viewerOfId } from '../../people/index.ts';
import { linesOf, type ShownLine } from '../ledger/lines.ts';
import type { Job } from '../ledger/notify.ts';
import { notificationById, takeDelivery } from '../ledger/queries.ts';
import { unreadCount } from '../ledger/unread.ts';
import { wayOf } from '../mail/send.ts';
import { quietHoursOf } from '../settings/queries.ts';
import { liveSubscriptions } from './actions.ts';
import { vapidKeys } from './keys.ts';
import { deleteSubscriptions, noteUse, type Subscription } from './queries.ts';
import { quietUntil } from './quiet.ts';

/** Push services hold it for a day; what is older is in the inbox. */
const HELD_SECONDS = 86_400;

/** Wakes the devices of one person; waits for the end of their quiet hours. */
export async function sendPush({ services, db, now }: Ctx, { communityId, id }: Job, job: { id: number }): Promise<void | { againAt: number }> {
  const row = await notificationById(db, communityId, id);
  if (!row || row.read_at !== null) return;
  const viewer = await viewerOfId(services, row.person_id);
  if (!viewer || !(await wayOf({ services, db }, row)).push) return;
  const hours = await quietHoursOf(db, row.person_id);
  const until = hours && quietUntil(hours, viewer.timeZone, now);
  if (until) return { againAt: until };
  const ctx = createContext(services, viewer);
  const [line] = (await linesOf(ctx, [row])).lines;
  const devices = line ? await liveSubscriptions(ctx, row.person_id) : [];
  if (!line || devices.length === 0) return;
  if (!(await takeDelivery(db, { community_id: communityId, notification_id: id, channel: 'push', job_id: job.id, at: now }))) return;
  const payload = JSON.stringify({ ...asMessage(line), unread: await unreadCount(services, row.person_id) });
  const failed = (await Promise.all(devices.map((device) => wake(ctx, device, payload)))).filter((error) => error !== null);
  // Tried again while any device could be woken by it: showing the same message anew replaces it there.
  if (failed.length > 0) throw failed[0]!;
}

/** What a device shows; lines of one bundle replace one another. */
function asMessage(line: ShownLine) {
  return { title: line.title, body: line.space ? `${line.text} · ${line.space.name}` : line.text, href: `/me/inbox/${line.id}`, tag: `${line.communityId} ${line.bundle}` };
}

async function wake(ctx: Ctx, device: Subscription, payload: string): Promise<Error | null> {
  try {
    const status = await post(ctx.services, device, payload);
    if (status === 404 || status === 410) await deleteSubscriptions(ctx.db, device.person_id, [device.id]);
    else if (status >= 200 && status < 300) await noteUse(ctx.db, device.id, ctx.now);
    else return new Error(`the push service answered ${status}`);
    return null;
  } catch (error) {
    return error as Error;
  }
}

/** Encrypts for the device alone (RFC 8291) and hands it to the device's push service (RFC 8030). */
async function post(services: Services, { endpoint, p256dh, auth }: Subscription, payload: string): Promise<number> {
  const { publicKey, privateKey } = await vapidKeys(services);
  const base = baseUrl(services.config);
  const subject = base.startsWith('https:') ? base : `mailto:noreply@${new URL(base).hostname}`;
  const vapidDetails = { subject, publicKey, privateKey };
  const { headers, body } = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, { vapidDetails, TTL: HELD_SECONDS, contentEncoding: 'aes128gcm' });
  return postOutward(endpoint, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])), body as Buffer);
}
