import type { Services } from '#platform/context.ts';

/** Bounds how long a lost message can leave a list old. */
const LONGEST_MS = 600_000;
/** Changes that are told one by one: whoever missed more reads everyone anew. */
const MOST_TOLD = 100;

/** Tells a worker how old what it keeps of members is: the same while nobody changes. */
export interface Stamp {
  /** Another one: anything may have changed. */
  era: string;
  /** Changes since the era began, and whom the last of them concerned. */
  version: number;
  people: number[];
}

const stamps = new WeakMap<Services, Stamp & { at: number }>();

/** Changes when a person or a membership on the host may have changed, and not with every post: posts are many, and no list of members shows them. */
export function memberStamp(services: Services): Stamp {
  const stamp = stamps.get(services) ?? watch(services);
  if (services.clock() - stamp.at > LONGEST_MS) renew(services);
  const { era, version, people } = stamps.get(services)!;
  return { era, version, people };
}

function watch(services: Services) {
  // Whatever changes somebody's rights or profile tells of the viewer; the rest is named after its feature.
  services.live.subscribe('*', ({ channel, data: { personId } }) => {
    if (channel !== 'viewer' && !/^(?:people|communities)\./.test(channel)) return;
    if (typeof personId === 'number') note(services, personId);
    else renew(services);
  });
  services.live.onGap(() => renew(services));
  return renew(services);
}

function renew(services: Services) {
  const stamp = { era: crypto.randomUUID(), version: 0, people: [], at: services.clock() };
  stamps.set(services, stamp);
  return stamp;
}

function note(services: Services, personId: number): void {
  const stamp = stamps.get(services)!;
  stamp.version += 1;
  stamp.people = [...stamp.people.slice(1 - MOST_TOLD), personId];
}
