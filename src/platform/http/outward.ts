import { lookup as resolveName } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that are not of the public internet (IANA special-purpose registries, RFC 6890). */
const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3]] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const)
  inside.addSubnet(net, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(mapped);
  // IPv4 in other notations of IPv6 stands within ::ffff:0:0/96.
  if (family === 6 && /^::ffff:/i.test(mapped)) return false;
  return family !== 0 && !inside.check(mapped, family === 6 ? 'ipv6' : 'ipv4');
}

const trusted = new Set<string>();

/** Lets this process reach one origin whatever its address: for tests, which have no public internet. */
export function trustOrigin(origin: string): void {
  trusted.add(origin);
}

/** Whether an address that somebody gave may be asked at all: `https:`, without names and passwords, and no inner address. */
export function mayReach(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, protocol, hostname, username, password } = new URL(address);
  if (trusted.has(origin)) return true;
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:' && !username && !password && (isIP(host) === 0 ? host.includes('.') : isPublicAddress(host));
}

// Looked at where the connection is made: a name that changes its address in between gains nothing.
const publicLookup: LookupFunction = (hostname, options, done) =>
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    const allowed = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) return done(error ?? new Error(`${hostname} has no public address`), '', 4);
    if (options.all) return done(null, allowed);
    return done(null, first.address, first.family);
  });

const PATIENCE_MS = 15_000;

/** Posts to an address that somebody gave, and answers the status. Follows nothing, reads nothing. */
export function postOutward(address: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  if (!mayReach(address)) return Promise.reject(new Error(`${new URL(address).origin} may not be reached from here`));
  const url = new URL(address);
  const open = trusted.has(url.origin);
  const send = url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve, reject) => {
    const request = send(url, { method: 'POST', headers, timeout: PATIENCE_MS, agent: false, ...(!open && { lookup: publicLookup }) }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0)).on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time'))).on('error', reject);
    request.end(body);
  });
}
