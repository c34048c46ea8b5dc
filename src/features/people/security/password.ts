import type { FastifyReply, FastifyRequest } from 'fastify';
import { whisper } from '#platform/announce.ts';
import { transaction } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { authOf } from '../auth.ts';
import { headersOf, passCookies } from '../gate/session.ts';
import { queueLetter } from '../letters.ts';
import { self } from '../me/settings.ts';
import { mailAddressOf } from '../queries.ts';
import { changedPassword } from '../schema.ts';
import { SECURITY, showSecurity } from './page.ts';

/** Changes the password; other devices are signed out. */
export async function savePassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  return attempt(
    request,
    async () => {
      const input = parseInput(changedPassword, request.body);
      const auth = await authOf(ctx.services);
      const body = { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true };
      const answer = await auth.api.changePassword({ body, headers: headersOf(request), returnHeaders: true }).catch(() => null);
      if (!answer) throw invalidField('current', 'people.error.sign_in');
      passCookies(reply, answer.headers);
      const address = await mailAddressOf(ctx.db, person.id);
      await transaction(ctx, async (ctx) => {
        if (address) await queueLetter(ctx, { kind: 'password_changed', address });
        whisper(ctx, 'viewer', { personId: person.id });
      });
      flash(reply, 'people.password_saved');
      return seeOther(reply, SECURITY);
    },
    (errors, status) => showSecurity(request, reply, errors, status),
  );
}
