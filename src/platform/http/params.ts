import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import { notFound, Refusal, type FieldErrors } from '../errors.ts';

/** The number at the start of `12-handwashing`. Anything else is a page that does not exist. */
export function idParam(request: FastifyRequest, name = 'id'): number {
  const text = (request.params as Record<string, string>)[name] ?? '';
  const digits = /^(\d{1,15})(?:-|$)/.exec(text)?.[1];
  if (!digits) throw notFound();
  return Number(digits);
}

/** An id as a form or a query gives it; null when it is none. */
export function asId(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

export function param(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? '';
}

export function query(request: FastifyRequest, name: string): string | null {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The submitted form as it was typed, for showing it again. */
export function typed(request: FastifyRequest): Record<string, unknown> {
  return request.body && typeof request.body === 'object' ? (request.body as Record<string, unknown>) : {};
}

/** Checks an input against its schema. Throws a refusal that names each wrong field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid', 'errors.invalid', { fields: fieldErrors(parsed.error) });
}

/** The first message of each field. */
function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) fields[issue.path.join('.') || 'form'] ??= wordOf(issue);
  return fields;
}

const TEXT_KEY = /^[\w-]+(?:\.[\w-]+)+$/;
const WORDS: Record<string, string> = { too_small: 'errors.field.little', too_big: 'errors.field.much', invalid_value: 'errors.field.choice' };

/** What the schema says is a key of the texts. Where it says nothing, for what no form of ours sends, the library's own words are not for people. */
function wordOf({ code, message }: z.core.$ZodIssue): string {
  if (TEXT_KEY.test(message)) return message;
  return message.endsWith('received undefined') ? 'errors.field.missing' : (WORDS[code] ?? 'errors.field.kind');
}
