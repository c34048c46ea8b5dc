/** What of a service worker's surroundings is used here (W3C Service Workers, Push API, Background Synchronization). */
interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
export interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
export interface Told extends Waiting {
  readonly data: { type: string; once?: string };
}
export interface Pushed extends Waiting {
  readonly data: { json(): unknown };
}
export interface Clicked extends Waiting {
  readonly notification: Notification & { readonly data: { href: string } };
}
export interface Synced extends Waiting {
  readonly tag: string;
}
interface Window {
  readonly url: string;
  focus(): Promise<Window>;
  navigate(url: string): Promise<Window | null>;
  postMessage(message: unknown): void;
}

export interface Scope {
  /** What the offline page is made of: the server writes it before the worker. */
  readonly offlineFiles: string[];
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
  readonly clients: { claim(): Promise<void>; matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<Window[]>; openWindow(url: string): Promise<unknown> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', handler: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', handler: (event: Fetching) => void): void;
  addEventListener(type: 'message', handler: (event: Told) => void): void;
  addEventListener(type: 'push', handler: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', handler: (event: Clicked) => void): void;
  addEventListener(type: 'sync', handler: (event: Synced) => void): void;
}

export const scope = self as unknown as Scope;

/** Tells all open pages. */
export async function tell(message: { type: string } & Record<string, unknown>): Promise<void> {
  // A page of a service worker is of its origin: there is no other to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  for (const page of await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage(message);
}
