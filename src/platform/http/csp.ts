import { createHash } from 'node:crypto';

/**
 * The strict Content-Security-Policy of every page: own scripts and styles only. The one inline style
 * sheet, which sets a community's hue, is allowed by its hash.
 */
export function contentSecurityPolicy(inlineStyle: string | null): string {
  let policy = policies.get(inlineStyle);
  if (!policy) policies.set(inlineStyle, (policy = build(inlineStyle)));
  return policy;
}

// One for each hue that communities have.
const policies = new Map<string | null, string>();

function build(inlineStyle: string | null): string {
  const hash = inlineStyle && createHash('sha256').update(inlineStyle).digest('base64');
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'${hash ? ` 'sha256-${hash}'` : ''}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `frame-src 'self'`,
    `connect-src 'self'`,
    `media-src 'self'`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}
