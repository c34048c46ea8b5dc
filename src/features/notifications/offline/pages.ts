import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { param } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { asset, builtFile, CLIENT_FOLDER } from '#ui/assets.ts';
import { page } from '#ui/page.ts';
import Offline from '../views/Offline.svelte';
import { icon, ICONS, type IconFile } from './icons.ts';

const DAY = 'public, max-age=86400';
const PAPER = '#fbfaf6';
const GREEN = '#24604a';

/** What makes the site an app on a device: its manifest, icons, service worker, and the page for when there is no line. */
export function offlinePages(app: FastifyInstance): void {
  app.get('/manifest.webmanifest', manifest);
  app.get('/icons/:file', showIcon);
  app.get('/sw.js', worker);
  app.get('/offline', offline);
}

async function manifest(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const name = request.server.hostName;
  const sized = (file: IconFile, purpose: string) => ({ src: `/icons/${file}`, sizes: `${ICONS[file].size}x${ICONS[file].size}`, type: 'image/png', purpose });
  reply.header('cache-control', DAY).type('application/manifest+json');
  return reply.send(
    JSON.stringify({
      name,
      short_name: name.length > 12 ? 'Copse' : name,
      id: '/',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: PAPER,
      theme_color: GREEN,
      icons: [sized('192.png', 'any'), sized('512.png', 'any'), sized('maskable.png', 'maskable')],
      shortcuts: [{ name: translator(request.ctx.viewer.language)('notifications.title'), url: '/me/inbox' }],
    }),
  );
}

async function showIcon(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const file = param(request, 'file');
  if (!Object.hasOwn(ICONS, file)) throw notFound();
  return reply.header('cache-control', DAY).type('image/png').send(await icon(file as IconFile));
}

let script: string | null = null;

/** What the offline page loads by its script. */
const ISLANDS = ['kept', 'bell'].map((name) => `src/features/notifications/islands/${name}.ts`);

/** The worker, from the root so that it sees all pages; new whenever what the pages are made of is. */
async function worker(_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const file = builtFile('src/features/notifications/worker/sw.ts');
  if (!file) throw notFound();
  script ??= `self.offlineFiles=${JSON.stringify([...ISLANDS, 'src/ui/client/main.ts', 'src/ui/styles/index.css'].map(asset))};\n${readFileSync(join(CLIENT_FOLDER, file), 'utf8')}`;
  return reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(script);
}

async function offline(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const title = translator(request.ctx.viewer.language)('notifications.offline');
  return page(request, reply, Offline, {}, { title, noIndex: true });
}
