import type { FastifyRequest } from 'fastify';
import { notFound } from '../errors.ts';

/** NUL is in no text that people write, and PostgreSQL keeps none: no address has it, and forms lose it. */
export function refuseNul({ url }: FastifyRequest): void {
  if (url.includes('%00')) throw notFound();
}

/** The fields of a form or a JSON object without NUL; anything deeper is left to its schema. */
export function dropNul(body: unknown): void {
  if (body === null || typeof body !== 'object' || Buffer.isBuffer(body)) return;
  const fields = body as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') fields[name] = withoutNul(value);
    else if (Array.isArray(value)) fields[name] = value.map((one) => (typeof one === 'string' ? withoutNul(one) : one));
  }
}

export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
