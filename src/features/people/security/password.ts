import type { FastifyReply, FastifyRequest } from 'fastify';
import { whisper } from '#platform/announce.ts';
import { transaction } from '#platform/context.ts';
import { invalidField } from '#platform/errors.ts';
import { parseInput } from '#platform/http/params.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther } from '#ui/form.ts';
import { authOf } from '../auth.ts';
import { askForLetter } from '../gate/asked.ts';
import { attemptWorked, countAttempt } from '../gate/attempts.ts';
import { headersOf, passCookies } from '../gate/session.ts';
import { self } from '../profile/address.ts';
import { mailAddressOf } from '../queries.ts';
import { changedPassword } from '../schema.ts';
import { SECURITY, showSecurity } from './page.ts';
import { forgetDevices } from './queries.ts';
import { tell } from './tell.ts';

/** Changes the password; other devices are signed out. */
export async function savePassword(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await self(ctx);
  return attempt(
    request,
    async () => {
      const input = parseInput(changedPassword, request.body);
      const tried = { account: `proof ${person.id}`, visitor: request.ip };
      await countAttempt(ctx, tried);
      const auth = await authOf(ctx.services);
      const body = { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true };
      const answer = await auth.api.changePassword({ body, headers: headersOf(request), returnHeaders: true }).catch(() => null);
      if (!answer) throw invalidField('current', 'people.error.password_wrong');
      await attemptWorked(ctx, tried);
      passCookies(reply, answer.headers);
      await transaction(ctx, async (ctx) => {
        await forgetDevices(ctx.db, person.id);
        await tell(ctx, person.id, 'password_changed');
        whisper(ctx, 'viewer', { personId: person.id });
      });
      flash(reply, 'people.password_saved');
      return seeOther(reply, SECURITY);
    },
    (errors, status) => showSecurity(request, reply, errors, status),
  );
}

/** Who came without a password gets one by mail, as who has forgotten it. */
export async function mailPasswordLink(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { id } = await self(ctx);
  const address = await mailAddressOf(ctx.db, id);
  if (address) await askForLetter(ctx, 'reset', address);
  flash(reply, 'people.proof.sent', { address: address ?? '' });
  return seeOther(reply, SECURITY);
}
