import { bad, good, note, type Finding } from './finding.ts';

/** Asks the DNS; throws with code ENOTFOUND or ENODATA where there is nothing. */
export type Lookup = (name: string, type: 'MX' | 'TXT' | 'A' | 'AAAA' | 'PTR') => Promise<unknown[]>;

const ABSENT = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN', 'NODATA']);

async function ask<T>(lookup: Lookup, name: string, type: Parameters<Lookup>[1]): Promise<T[]> {
  try {
    return (await lookup(name, type)) as T[];
  } catch (error) {
    if (ABSENT.has((error as { code?: string }).code ?? '')) return [];
    throw error;
  }
}

async function texts(lookup: Lookup, name: string, start: RegExp): Promise<string[]> {
  return (await ask<string[] | string>(lookup, name, 'TXT')).map((parts) => [parts].flat().join('')).filter((text) => start.test(text));
}

/** Whether a domain takes mail: answers and bounces come there. */
export async function checkMx(lookup: Lookup, domain: string, receives: boolean): Promise<Finding> {
  const hosts = await ask<{ exchange: string; priority: number }>(lookup, domain, 'MX');
  if (hosts.length > 0) return good('MX', `Mail to ${domain} goes to ${hosts.map((host) => host.exchange).join(', ')}.`);
  const addresses = [...(await ask(lookup, domain, 'A')), ...(await ask(lookup, domain, 'AAAA'))];
  const todo = receives
    ? `Add a record to the DNS: ${domain} MX 10 and the name of the machine that Copse receives mail on.`
    : `Add an MX record for ${domain}, or set MAIL_FROM to an address at a domain that takes mail: many servers refuse mail from one that does not.`;
  return addresses.length > 0 && !receives ? note('MX', `${domain} has no MX record, only an address.`, todo) : bad('MX', `Nobody knows where mail to ${domain} goes: there is no MX record.`, todo);
}

/** RFC 7208: who may send for the domain. */
export async function checkSpf(lookup: Lookup, domain: string, server: string): Promise<Finding> {
  const found = await texts(lookup, domain, /^v=spf1(?: |$)/i);
  const todo = `Add one TXT record to ${domain} that names your mail server: "v=spf1 ${/^[\d.]+$/.test(server) ? `ip4:${server}` : `a:${server}`} ~all", or what your provider says.`;
  if (found.length === 0) return bad('SPF', `${domain} does not say who may send its mail.`, todo);
  if (found.length > 1) return bad('SPF', `${domain} has ${found.length} SPF records; then none counts (RFC 7208 §3.2).`, 'Make one record of them.');
  if (/\+all\b|\sall\b/i.test(found[0]!)) return bad('SPF', `The SPF record lets anybody send as ${domain}: ${found[0]}`, 'End it with "~all" or "-all".');
  return good('SPF', found[0]!);
}

/** RFC 6376: the public key with which our signature is proven. */
export async function checkDkim(lookup: Lookup, record: { name: string; value: string }): Promise<Finding> {
  const found = await texts(lookup, record.name, /p=/);
  const todo = `Add a TXT record to the DNS.\nName: ${record.name}\nValue: ${record.value}`;
  const keyOf = (text: string) => /p=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '');
  if (found.length === 0) return bad('DKIM', 'Mail is signed, but the key that proves it is not in the DNS.', todo);
  if (!found.some((text) => keyOf(text) === keyOf(record.value))) return bad('DKIM', `The key at ${record.name} is not the one that mail is signed with.`, todo);
  return good('DKIM', `Mail is signed, and the key at ${record.name} proves it.`);
}

/** RFC 7489: what others do with mail that only pretends to be ours. A domain without a policy has that of its parent. */
export async function checkDmarc(lookup: Lookup, domain: string): Promise<Finding> {
  const labels = domain.split('.');
  for (let cut = 0; cut <= labels.length - 2; cut += 1) {
    const at = labels.slice(cut).join('.');
    const [policy] = await texts(lookup, `_dmarc.${at}`, /^v=DMARC1\b/i);
    if (!policy) continue;
    if (/\bp=none\b/i.test(policy)) return note('DMARC', `_dmarc.${at} only watches: ${policy}`, 'When reports show that all your mail passes, change p=none to p=quarantine.');
    return good('DMARC', policy);
  }
  return bad('DMARC', `${domain} has no DMARC policy; large providers ask for one.`, `Add a TXT record.\nName: _dmarc.${domain}\nValue: v=DMARC1; p=none; rua=mailto:postmaster@${domain}`);
}

/** Whether the address of the mail server leads back to its name, as receivers look. */
export async function checkReverse(lookup: Lookup, server: string): Promise<Finding> {
  const addresses = /^[\d.]+$|:/.test(server) ? [server] : await ask<string>(lookup, server, 'A');
  const address = addresses[0];
  if (!address) return note('Reverse', `${server} has no address in the DNS, so it was not looked up backwards.`, 'Nothing, when this is a name on your own network.');
  if (/^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address)) return good('Reverse', `${server} is on your own network; its provider decides how it looks from outside.`);
  const names = await ask<string>(lookup, `${address.split('.').toReversed().join('.')}.in-addr.arpa`, 'PTR');
  if (names.length === 0) return note('Reverse', `The address ${address} of ${server} has no name.`, `If you run ${server}: ask whoever gave you the address to set its reverse name (PTR).`);
  return good('Reverse', `${address} is ${names.join(', ')}.`);
}
