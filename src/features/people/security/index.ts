import type { FastifyInstance } from 'fastify';
import { authenticatorPages } from './authenticator.ts';
import { confirmPages } from './confirm.ts';
import { SECURITY, showSecurity } from './page.ts';
import { mailPasswordLink, savePassword } from './password.ts';
import { secondStepPages } from './second.ts';

export function securityPages(app: FastifyInstance): void {
  app.get(SECURITY, (request, reply) => showSecurity(request, reply));
  app.post('/me/password', savePassword);
  app.post('/me/password/mail', mailPasswordLink);
  confirmPages(app);
  authenticatorPages(app);
  secondStepPages(app);
}
