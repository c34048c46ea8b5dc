import { pino, type Logger } from 'pino';

/** Structured logs on standard output; nothing that could be a secret is written. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token', '*.secret'],
  });
}
