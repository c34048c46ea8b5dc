import { transaction, type Ctx } from '#platform/context.ts';
import { defineJob } from '#platform/jobs/index.ts';
import type { Feature } from '../../feature.ts';
import { addCommunityRows, addMyHomePart, addRoomContent } from '../communities/index.ts';
import { addPersonalData, addSettingsPage, addWrittenText, ownRows, signedRows } from '../people/index.ts';
import { addDigestCommand } from './by-mail/commands.ts';
import { unsubscribeByMail } from './by-mail/unsubscribe.ts';
import { DIGEST, type DigestJob } from './digest/schedule.ts';
import { sendDigest } from './digest/send.ts';
import { loadInbox } from './inbox/load.ts';
import { ownId } from './own.ts';
import { inboxPages } from './inbox/pages.ts';
import { PUSH, sayCount, type Job } from './ledger/notify.ts';
import { followItems, withdrawItems } from './ledger/queries.ts';
import { readNotifications, readOne, unreadCount } from './ledger/unread.ts';
import { setUpTidying } from './ledger/tidy.ts';
import { MAIL, sendMails, type MailJob } from './mail/send.ts';
import { meantForMe } from './mine/part.ts';
import { offlinePages } from './offline/pages.ts';
import { devicesOf, subscribe, unsubscribeDevice } from './push/actions.ts';
import { publicKey } from './push/keys.ts';
import { pushPages } from './push/pages.ts';
import { sendPush, wake, WAKE } from './push/send.ts';
import { choice, quietHours, someWishes, subscription } from './schema.ts';
import { choose } from './settings/actions.ts';
import { loadSettings, settingsPages } from './settings/pages.ts';
import './tables.ts';
import texts from './texts.ts';
import { unsubscribePages } from './unsubscribe/pages.ts';

export { addNotificationKind, type Excerpt, type Line, type MailRequest, type NotificationKind, type Rendered } from './kinds.ts';
export { notify, type Notice } from './ledger/notify.ts';
export { loadInbox, type InboxLine } from './inbox/load.ts';
export { default as InboxLines } from './views/Lines.svelte';
export { namesOf } from './ledger/names.ts';
export { readNotifications, seeItem, seeThread, settled, unreadCount } from './ledger/unread.ts';
export { watchersOf } from './settings/queries.ts';

/** What the API offers of a person's own. */
export const inbox = { ownId, load: loadInbox, unreadCount, read: readNotifications, readOne };
export const settings = { load: loadSettings, choose, choice, digest: someWishes, quietHours };
export const push = { devicesOf, publicKey, subscribe, remove: unsubscribeDevice, subscription };

/** Takes back what was told of items that were deleted. */
export async function withdraw(ctx: Ctx, communityId: number, itemIds: number[]): Promise<void> {
  await transaction(ctx, async (ctx) => sayCount(ctx, await withdrawItems(ctx.db, communityId, itemIds, ctx.now)));
}

export const feature: Feature = {
  name: 'notifications',
  texts,
  setUp() {
    const clash = ['person_id', 'kind', 'key'];
    addCommunityRows({
      notifications: [{ item: 'item_id', clash }, { room: true, clash }],
      notification_deliveries: { table: 'notifications', by: 'notification_id' },
      notification_settings: { room: true },
    });
    defineJob<MailJob>(MAIL, sendMails);
    defineJob<DigestJob>(DIGEST, sendDigest);
    defineJob<Job>(PUSH, sendPush);
    defineJob<Job & { deviceId: number }>(WAKE, wake, { attempts: 6 });
    setUpTidying();
    addDigestCommand();
    unsubscribeByMail();
    for (const column of ['notifications.person_id', 'notification_settings.person_id', 'mail_wishes.person_id', 'quiet_hours.person_id']) addPersonalData(ownRows(column));
    addPersonalData(ownRows('push_subscriptions.person_id', { without: ['p256dh', 'auth'] }));
    addPersonalData(signedRows('notifications.actor_id'));
    // Names of rooms, reasons of moderators: what was written may name somebody else.
    addWrittenText({ table: 'notifications', id: 'id', columns: { data: 'text' } });
    addMyHomePart({ order: 15, load: meantForMe });
    addSettingsPage({ path: '/me/settings/notifications', label: 'notifications.settings', order: 30 });
    addRoomContent({ name: 'notifications', label: null, count: () => 0, list: async () => [], move: followItems });
  },
  routes(app) {
    inboxPages(app);
    settingsPages(app);
    pushPages(app);
    offlinePages(app);
    unsubscribePages(app);
  },
};
