import { Resolver as DnsResolver } from 'node:dns/promises';

/** Looks a name up in the DNS, as mailauth asks. Tests bring their own. */
export type Resolver = (name: string, type: string) => Promise<string[][] | string[]>;

const TIMEOUT_MS = 3000;

export function createResolver(): Resolver {
  const dns = new DnsResolver({ timeout: TIMEOUT_MS, tries: 2 });
  return (name, type) => dns.resolve(name, type) as Promise<string[][] | string[]>;
}
