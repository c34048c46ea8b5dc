/** Once all is there: the worker by which the last pages can be read without a line. */
export function keepForOffline(): void {
  if (!navigator.serviceWorker) return;
  // Without it everything works as before.
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => {}));
}
