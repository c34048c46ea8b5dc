import type { Services } from '#platform/context.ts';

/** Bounds how long a lost message can leave a list old. */
const LONGEST_MS = 60_000;

interface Stamp {
  id: string;
  at: number;
}

const stamps = new WeakMap<Services, Stamp>();

/** Changes when a person or a membership on the host may have changed, and not with every post: posts are many, and no list of members shows them. */
export function memberStamp(services: Services): string {
  const stamp = stamps.get(services) ?? watch(services);
  if (services.clock() - stamp.at > LONGEST_MS) renew(services, stamp);
  return stamp.id;
}

function watch(services: Services): Stamp {
  const stamp = { id: '', at: 0 };
  stamps.set(services, stamp);
  renew(services, stamp);
  // Whatever changes somebody's rights or profile tells of the viewer; the rest is named after its feature.
  services.live.subscribe('*', ({ channel }) => {
    if (channel === 'viewer' || /^(?:people|communities)\./.test(channel)) renew(services, stamp);
  });
  services.live.onGap(() => renew(services, stamp));
  return stamp;
}

function renew(services: Services, stamp: Stamp): void {
  stamp.id = crypto.randomUUID();
  stamp.at = services.clock();
}
