import { createContext, transaction, type Ctx, type Services } from '#platform/context.ts';
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
import { deleteSubscriptions, noteUse, subscriptionsOf, type Subscription } from './queries.ts';
import { quietUntil } from './quiet.ts';

export const WAKE = 'notifications.wake';
/** Push services hold it for a day; what is older is in the inbox. */
const HELD_SECONDS = 86_400;

/** Has the devices of one person woken, each by a job of its own; waits for the end of their quiet hours. */
export async function sendPush({ services, db, now }: Ctx, { communityId, id }: Job): Promise<void | { againAt: number }> {
  const row = await notificationById(db, communityId, id);
  const viewer = row && row.read_at === null ? await viewerOfId(services, row.person_id) : null;
  if (!row || !viewer || !(await wayOf({ services, db }, row)).push) return;
  const hours = await quietHoursOf(db, row.person_id);
  const until = hours && quietUntil(hours, viewer.timeZone, now);
  if (until) return { againAt: until };
  const ctx = createContext(services, viewer);
  const devices = await liveSubscriptions(ctx, row.person_id);
  await transaction(ctx, async (ctx) => {
    for (const { id: deviceId } of devices)
      await services.jobs.enqueue(ctx, WAKE, { communityId, id, deviceId }, { uniqueKey: `${WAKE}:${communityId}:${id}:${deviceId}` });
  });
}

/** Wakes one device by what is still unread. A device whose service says that it is gone is forgotten. */
export async function wake({ services, db, now }: Ctx, { communityId, id, deviceId }: Job & { deviceId: number }, job: { id: number }): Promise<void> {
  const row = await notificationById(db, communityId, id);
  const viewer = row && row.read_at === null ? await viewerOfId(services, row.person_id) : null;
  if (!row || !viewer) return;
  const device = (await subscriptionsOf(db, row.person_id)).find((known) => known.id === deviceId);
  const [line] = device ? (await linesOf(createContext(services, viewer), [row])).lines : [];
  if (!device || !line) return;
  if (!(await takeDelivery(db, { community_id: communityId, notification_id: id, channel: `push ${deviceId}`, job_id: job.id, at: now }))) return;
  const status = await post(services, device, JSON.stringify({ ...asMessage(line), unread: await unreadCount(services, row.person_id) }));
  if (status === 404 || status === 410) await deleteSubscriptions(db, device.person_id, [device.id]);
  else if (status < 200 || status >= 300) throw new Error(`the push service answered ${status}`);
  else await noteUse(db, device.id, now);
}

/** What a device shows; lines of one bundle replace one another. */
function asMessage(line: ShownLine) {
  return { title: line.title, body: line.space ? `${line.text} · ${line.space.name}` : line.text, href: `/me/inbox/${line.id}`, tag: `${line.communityId} ${line.bundle}` };
}

/** Encrypts for the device alone (RFC 8291) and hands it to the device's push service (RFC 8030). */
async function post(services: Services, { endpoint, p256dh, auth }: Subscription, payload: string): Promise<number> {
  const { default: webpush } = await import('web-push');
  const { publicKey, privateKey } = await vapidKeys(services);
  const base = baseUrl(services.config);
  const subject = base.startsWith('https:') ? base : `mailto:noreply@${new URL(base).hostname}`;
  const vapidDetails = { subject, publicKey, privateKey };
  const { headers, body } = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, { vapidDetails, TTL: HELD_SECONDS, contentEncoding: 'aes128gcm' });
  return postOutward(endpoint, Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])), body as Buffer);
}
