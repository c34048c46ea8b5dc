import { Resolver as DnsResolver } from 'node:dns/promises';
import { Fifo } from 'toad-cache';

/** Looks a name up in the DNS, as mailauth asks. Tests bring their own. */
export type Resolver = (name: string, type: string) => Promise<string[][] | string[]>;

const TIMEOUT_MS = 3000;
const REMEMBERED = 5000;
const REMEMBERED_MS = 5 * 60_000;
/** What is no failure: there is no such name, or nothing of that type. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks a DNS server, or those of the system; what it said, also that there is nothing, is remembered for some minutes. */
export function createResolver(server: string | null = null): Resolver {
  const dns = new DnsResolver({ timeout: TIMEOUT_MS, tries: 2 });
  if (server) dns.setServers([server]);
  const known = new Fifo<{ answer: Promise<string[][] | string[]> }>(REMEMBERED, REMEMBERED_MS);
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const before = known.get(key);
    if (before) return before.answer;
    const answer = dns.resolve(name, type) as Promise<string[][] | string[]>;
    known.set(key, { answer });
    answer.catch((error: { code?: string }) => {
      if (!ABSENT.has(error.code ?? '')) known.delete(key);
    });
    return answer;
  };
}
