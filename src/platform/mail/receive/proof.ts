import type { AuthenticateResult } from 'mailauth';
import { splitMessage } from '../archive/headers.ts';
import type { Resolver } from './resolver.ts';

/** Mail services whose ARC seal (RFC 8617) is believed when they say what a mail was before they forwarded it. */
const SEALERS = new Set(['google.com', 'gmail.com', 'googlegroups.com', 'microsoft.com', 'messagingengine.com', 'fastmail.com', 'pobox.com', 'forwardemail.net']);

/** Heads that no mail program writes: with long fields or runs of white space the time to read one grows by the square, and each signature asks the DNS. */
const LONGEST_HEAD = 128_000;
const MOST_SIGNATURES = 20;
const RUN = /[ \t\r\n]{200}/;

/** `open`: the DNS could not be asked just now, so that another try may say more. */
export type Proof = { by: 'dmarc' | 'dkim' | 'spf' | 'arc' } | { by: null; open: boolean };

export interface Envelope {
  from: string;
  remote: string | null;
  helo: string | null;
  /** Whether the host that handed the mail over is ours, and its Received line to be believed. */
  behind: boolean;
  domain: string;
}

/**
 * Whether the domain in From vouches for a mail: DMARC (RFC 7489), or an aligned DKIM signature or SPF
 * where a domain has no DMARC policy, or a trusted forwarder that says so. Says nothing of who at that domain wrote it.
 */
export async function proveDomain(raw: Buffer, { from, remote, helo, behind, domain }: Envelope, resolver: Resolver): Promise<Proof> {
  if (isOdd(raw)) return { by: null, open: false };
  const host = behind ? { trustReceived: true } : { ...(remote && { ip: remote }), ...(helo && { helo }) };
  const { authenticate } = await import('mailauth');
  const result = await authenticate(raw, { ...host, sender: from, mta: domain, resolver, disableBimi: true });
  const { dmarc } = result;
  if (!dmarc) return { by: null, open: false };
  if (dmarc.status.result === 'pass') return { by: 'dmarc' };
  const own = dmarc.status.result === 'none' ? aligned(result, String(dmarc.status.header?.from ?? '')) : null;
  if (own) return { by: own };
  if (sealed(result, raw)) return { by: 'arc' };
  return { by: null, open: isOpen(result) };
}

function isOdd(raw: Buffer): boolean {
  const { headers, body } = splitMessage(raw);
  const head = raw.subarray(0, raw.length - body.length);
  return head.length > LONGEST_HEAD || headers.all('dkim-signature').length > MOST_SIGNATURES || RUN.test(head.toString('latin1'));
}

/** Without a policy the names must be the same, or the signer's a domain above the author's. */
function aligned({ dkim, spf }: AuthenticateResult, from: string): 'dkim' | 'spf' | null {
  if (dkim.results.some((signature) => signature.status.result === 'pass' && signature.status.aligned && !signature.status.underSized)) return 'dkim';
  return spf && spf.status.result === 'pass' && from !== '' && spf.domain?.toLowerCase() === from.toLowerCase() ? 'spf' : null;
}

// The seals vouch for what was found, the signatures only for the mail: each must be of somebody trusted.
function sealed({ arc }: AuthenticateResult, raw: Buffer): boolean {
  if (!arc || arc.status.result !== 'pass') return false;
  const said = arc.authenticationResults as { dmarc?: { result?: string } } | undefined;
  const { headers } = splitMessage(raw);
  const signers = [...headers.all('arc-seal'), ...headers.all('arc-message-signature')].map((field) => /(?:^|;)\s*d\s*=\s*([^;\s]+)/i.exec(field)?.[1]?.toLowerCase() ?? '');
  return said?.dmarc?.result === 'pass' && signers.length > 0 && signers.every((signer) => SEALERS.has(signer));
}

function isOpen({ dkim, spf, dmarc }: AuthenticateResult): boolean {
  // Without the sending host SPF fails for good, though it calls that temporary.
  const host = spf && spf['client-ip'] ? spf.status.result : null;
  const results = [...dkim.results.map((signature) => signature.status.result), host, dmarc && dmarc.status.result];
  return results.includes('temperror');
}
