import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { notFound } from '#platform/errors.ts';
import { idParam } from '#platform/http/params.ts';
import { baseUrl } from '../../config.ts';
import { chooseLetters } from '../communities/index.ts';
import { inbox, push, settings, type InboxLine } from '../notifications/index.ts';
import { apiRoute, linkNext } from './route.ts';

const notification = z.object({
  id: z.number().int(),
  kind: z.string(),
  reason: z.string(),
  why: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.url(),
  count: z.number().int(),
  community: z.string().nullable(),
  space: z.string().nullable(),
  unread: z.boolean(),
  created_at: z.iso.datetime(),
});

const effective = z.object({ level: z.string(), mail: z.string(), push: z.string() });
const place = z.object({ community: z.string().nullable(), room: z.string().nullable() });
const allSettings = z.object({
  places: z.array(place.extend({ name: z.string(), choice: settings.choice, effective, from: effective })),
  digest: z.object({ at: z.string(), near: z.boolean(), own: z.boolean() }),
  /** Whether a letter on Mondays says what waits; null for who facilitates nothing. */
  work_letters: z.boolean().nullable(),
  quiet_hours: z.object({ since: z.string(), until: z.string() }).nullable(),
});

/** A person's inbox, what reaches them, and their devices, for programs. */
export function notificationsApi(app: FastifyInstance): void {
  inboxApi(app);
  settingsApi(app);
  pushApi(app);
}

function inboxApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'GET',
    path: '/me/notifications',
    summary: 'What one was told: all that is unread, then what was read, newest first',
    query: z.object({ community: z.string().max(80).optional(), before: z.coerce.number().int().min(1).optional() }),
    answer: z.object({ unread_count: z.number().int(), notifications: z.array(notification) }),
    async handle(request, { query: { community, before } }, reply) {
      const { ctx } = request;
      const { unread, read, older } = await inbox.load(ctx, { slug: community, before });
      if (older !== null) linkNext(request, reply, { before: older });
      const base = baseUrl(ctx.services.config);
      return { unread_count: await inbox.unreadCount(ctx.services, ctx.viewer.personId), notifications: [...unread, ...read].map((line) => asNotification(line, base)) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path: '/me/notifications/read',
    summary: 'Mark as read: one by its id with all of its bundle, or everything up to an id',
    body: z.union([z.object({ id: z.number().int().min(1) }), z.object({ up_to: z.number().int().min(1) })]),
    async handle(request, { body }) {
      const { ctx } = request;
      inbox.ownId(ctx);
      if ('id' in body) await inbox.readOne(ctx, body.id);
      else await inbox.read(ctx, { newest: body.up_to });
    },
  });
}

function asNotification(line: InboxLine, base: string): z.input<typeof notification> {
  const { id, kind, reason, why, title, text, count, unread } = line;
  const names = { community: line.community?.name ?? null, space: line.space?.name ?? null };
  return { id, kind, reason, why, title, text, count, unread, ...names, url: base + line.href, created_at: new Date(line.at).toISOString() };
}

function settingsApi(app: FastifyInstance): void {
  const path = '/me/notifications/settings';
  apiRoute(app, {
    method: 'GET',
    path,
    summary: 'What reaches one: for everything, each community and each room, with what is chosen, what holds and from where it comes; when digests come, whether mentions and answers come at once, and one’s own posts too',
    answer: allSettings,
    async handle({ ctx }) {
      const { places, quiet, mail, workLetters } = await settings.load(ctx);
      return { digest: mail, work_letters: workLetters, quiet_hours: quiet, places: places.map(asPlace) };
    },
  });
  apiRoute(app, {
    method: 'PUT',
    path,
    summary: 'Choose for some places; null is as one level above. Places that are left out stay as they are',
    body: z.object({
      places: z.array(place.extend(settings.choice.shape)).max(500).default([]),
      digest: settings.digest.optional(),
      work_letters: z.boolean().optional(),
      quiet_hours: settings.quietHours.nullable().optional(),
    }),
    async handle({ ctx }, { body }) {
      const { places } = await settings.load(ctx);
      const chosen = body.places.map(({ community, room, ...values }) => {
        const found = places.find((known) => known.community === community && known.room === room);
        if (!found) throw notFound();
        return { communityId: found.node.communityId, spaceId: found.node.spaceId, ...values };
      });
      await settings.choose(ctx, chosen, body.quiet_hours, body.digest);
      if (body.work_letters !== undefined) await chooseLetters(ctx, inbox.ownId(ctx), body.work_letters);
    },
  });
}

type Known = Awaited<ReturnType<typeof settings.load>>['places'][number];

function asPlace({ community, room, node }: Known) {
  const { level, mail, push: devices } = node.effective;
  return {
    community,
    room,
    name: node.name,
    choice: { level: node.choice.level, mail: node.choice.mail, push: node.choice.push },
    effective: { level: level.value, mail: mail.value, push: devices.value },
    from: { level: level.from, mail: mail.from, push: devices.from },
  };
}

function pushApi(app: FastifyInstance): void {
  const path = '/me/push-subscriptions';
  const device = z.object({ id: z.number().int(), device: z.string(), created_at: z.iso.datetime() });
  apiRoute(app, {
    method: 'GET',
    path,
    summary: 'The devices that are told, and the key that push services know this host by (RFC 8292)',
    answer: z.object({ public_key: z.string(), devices: z.array(device) }),
    async handle({ ctx }) {
      const devices = await push.devicesOf(ctx, inbox.ownId(ctx));
      return { public_key: await push.publicKey(ctx.services), devices: devices.map((d) => ({ id: d.id, device: d.device, created_at: new Date(d.created_at).toISOString() })) };
    },
  });
  apiRoute(app, {
    method: 'POST',
    path,
    summary: 'Let a device be told, by its subscription (W3C Push API)',
    body: push.subscription,
    status: 201,
    answer: z.object({ id: z.number().int() }),
    handle: async ({ ctx, headers }, { body }) => ({ id: await push.subscribe(ctx, body, headers['user-agent'] ?? '') }),
  });
  apiRoute(app, {
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Let a device be told no longer',
    handle: (request) => push.remove(request.ctx, idParam(request)),
  });
}
