import { baseUrl, type Config } from '../../config.ts';

/** The sender of a mail that somebody else's words are in: their name, the installation's address. */
export function senderOf(config: Config, name: string): string {
  const fallback = `noreply@${new URL(baseUrl(config)).hostname}`;
  const address = /<([^<>]+)>/.exec(config.mailFrom ?? '')?.[1] ?? config.mailFrom ?? fallback;
  // A display name ends its quotes, or its line, only where we say so (RFC 5322 §3.4).
  // oxlint-disable-next-line no-control-regex
  const safe = name.replace(/["\\<>\u0000-\u001f\u007f]/g, ' ').trim();
  return `"${safe}" <${address}>`;
}
