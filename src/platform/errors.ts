/** Stable codes of everything that can be refused, and the HTTP status each answers with. */
export const REFUSALS = {
  /** Not refused for good: it is kept until somebody looked at it. */
  held: 202,
  invalid: 422,
  malformed: 400,
  sign_in: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  unexpected: 500,
  unavailable: 503,
  storage_full: 507,
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** Messages by the name of the field they belong to. */
export type FieldErrors = Record<string, string>;

/**
 * The one error that people see: a stable code, a text that is safe to show (a key of the texts, with
 * its values), the fields it concerns, and an inner cause that only the log sees.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly fields: FieldErrors;
  readonly values: Record<string, string | number>;

  constructor(
    code: RefusalCode,
    message: string,
    more: { fields?: FieldErrors; values?: Record<string, string | number>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'Refusal';
    this.code = code;
    this.status = REFUSALS[code];
    this.fields = more.fields ?? {};
    this.values = more.values ?? {};
  }
}

/** What was asked for stands at another address now. */
export class Moved extends Error {
  readonly href: string;

  constructor(href: string) {
    super(`moved to ${href}`);
    this.name = 'Moved';
    this.href = href;
  }
}

/** A private thing answers exactly like a missing one: both are this. */
export function notFound(): Refusal {
  return new Refusal('not_found', 'errors.not_found');
}

/** Asks an anonymous viewer to sign in, and refuses a signed-in one. */
export function notAllowed(viewer: { personId: number | null }): Refusal {
  return viewer.personId === null ? new Refusal('sign_in', 'errors.sign_in') : new Refusal('forbidden', 'errors.forbidden');
}

/** Refuses one field of a form. `message` is a key of the texts. */
export function invalidField(field: string, message: string, values?: Record<string, string | number>): Refusal {
  return new Refusal('invalid', 'errors.invalid', { fields: { [field]: message }, ...(values && { values }) });
}

/** What libraries and engines throw, as one of our own refusals; the rest is a fault of ours. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code = '', errcode = 0, statusCode = 500, message = '' } = error as { code?: string; errcode?: number; statusCode?: number; message?: string };
  if (code === 'ENOSPC' || errcode === 13 || code === '53100' || /database or disk is full/.test(message))
    return new Refusal('storage_full', 'errors.storage_full', { cause: error });
  if (code === 'EROFS' || code === 'EACCES' || errcode === 8 || code === '25006' || /readonly database/.test(message))
    return new Refusal('unavailable', 'errors.read_only', { cause: error });
  // What a row belongs to left, with a room that moved, between reading and writing (PostgreSQL: foreign_key_violation).
  if (code === '23503') return new Refusal('conflict', 'errors.meanwhile', { cause: error });
  const known = Object.entries(REFUSALS).find(([, status]) => status === statusCode)?.[0] as RefusalCode | undefined;
  if (statusCode < 500) return new Refusal(known ?? 'malformed', `errors.${known ?? 'malformed'}`, { cause: error });
  return new Refusal('unexpected', 'errors.unexpected', { cause: error });
}
