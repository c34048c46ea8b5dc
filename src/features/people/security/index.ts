import type { FastifyInstance } from 'fastify';
import { SECURITY, showSecurity } from './page.ts';
import { savePassword } from './password.ts';

export function securityPages(app: FastifyInstance): void {
  app.get(SECURITY, (request, reply) => showSecurity(request, reply));
  app.post('/me/password', savePassword);
}
