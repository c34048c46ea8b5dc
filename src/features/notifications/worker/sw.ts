/** The service worker: the last pages can be read without a line, replies wait for one, devices are told. */
import { discard, flush, retry, sendOrKeep, show } from './outbox.ts';
import { forgetPages, keepOfflinePage, readFile, readPage } from './pages.ts';
import { scope, tell, type Fetching, type Told } from './scope.ts';

const REPLY = /\/discussions\/\d[^/]*\/reply$/;

scope.addEventListener('install', (event) => event.waitUntil(keepOfflinePage().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('fetch', answer);
scope.addEventListener('message', hear);
scope.addEventListener('sync', (event) => event.waitUntil(flush().then((done) => (done ? undefined : Promise.reject(new Error('no line yet'))))));

function answer(event: Fetching): void {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== scope.location.origin) return;
  if (request.method === 'GET' && pathname.startsWith('/assets/')) event.respondWith(readFile(request));
  if (request.mode !== 'navigate') return;
  if (request.method === 'GET') event.respondWith(readPage(request, (done) => event.waitUntil(done)));
  else if (pathname === '/sign-out' || pathname === '/me/sign-out-everywhere') event.waitUntil(forgetPages('0'));
  else if (REPLY.test(pathname)) event.respondWith(sendOrKeep(request));
}

function hear(event: Told): void {
  const { type, once = '' } = event.data;
  if (type === 'page') event.waitUntil(show().then(flush));
  else if (type === 'retry') event.waitUntil(retry(once));
  else if (type === 'discard') event.waitUntil(discard(once));
}

interface Message {
  title: string;
  body: string;
  href: string;
  tag: string;
  unread: number;
}

scope.addEventListener('push', (event) => {
  const { title, body, href, tag, unread } = event.data.json() as Message;
  const shown = scope.registration.showNotification(title, { body, tag, icon: '/icons/192.png', badge: '/icons/badge.png', data: { href } });
  event.waitUntil(Promise.all([shown, tell({ type: 'unread', unread })]));
});

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { href } = event.notification.data;
  event.waitUntil(
    scope.clients.matchAll({ type: 'window' }).then(async ([page]) => {
      if (!page) return scope.clients.openWindow(href);
      await page.focus();
      return page.navigate(href);
    }),
  );
});
