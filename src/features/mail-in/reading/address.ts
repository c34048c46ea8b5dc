/** What is done at an address of a community besides writing to it. */
export const DUTIES = ['join', 'leave', 'help', 'owner', 'request'] as const;
export type Duty = (typeof DUTIES)[number];

/** What an address of ours means. Communities and rooms are named by their slugs, whether or not they exist. */
export type Address =
  | { kind: 'reply' | 'bounce'; token: string }
  | { kind: 'space'; readings: { community: string; room: string | null; duty: Duty | null }[] }
  | { kind: 'host' };

const HOST = new Set(['postmaster', 'abuse', 'noreply', 'no-reply', 'mailer-daemon', 'bounce', 'bounces']);

/** Reads an address; null when it is none of this domain. */
export function readAddress(text: string, domain: string): Address | null {
  const [, local = '', given = ''] = /^(.{1,64})@([^@]+)$/.exec(text.trim().toLowerCase()) ?? [];
  if (given !== domain) return null;
  const [, kind, token] = /^(reply|bounce)\+(.+)$/.exec(local) ?? [];
  if (token) return { kind: kind as 'reply' | 'bounce', token };
  if (HOST.has(local)) return { kind: 'host' };
  const [, community, room = null] = /^([a-z0-9-]+)(?:\.([^.@\s]+))?$/.exec(local) ?? [];
  if (!community) return null;
  const [, stem, duty] = new RegExp(`^(.+)-(${DUTIES.join('|')})$`).exec(local) ?? [];
  const [head, tail = null] = (stem ?? '').split('.');
  // A community may be called "self-help": the whole name comes first.
  return { kind: 'space', readings: [{ community, room, duty: null }, ...(stem ? [{ community: head!, room: tail, duty: duty as Duty }] : [])] };
}
