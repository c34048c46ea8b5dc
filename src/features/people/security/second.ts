import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidField } from '#platform/errors.ts';
import { typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { attemptWorked, countAttempt } from '../gate/attempts.ts';
import { finishStep, pendingStep } from '../gate/entry.ts';
import { usePasskey } from '../passkeys/ceremony.ts';
import { countPasskeys } from '../passkeys/queries.ts';
import SecondStep from '../views/SecondStep.svelte';
import { isCode, isRecoveryCode, trustDevice } from './factors.ts';
import { unusedCodes } from './queries.ts';
import { tell } from './tell.ts';

/** The second step of signing in. */
export function secondStepPages(app: FastifyInstance): void {
  app.get('/sign-in/second', (request, reply) => show(request, reply, {}, 200));
  app.post('/sign-in/second', answer);
}

async function show(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const step = await pendingStep(request);
  if (!step) return seeOther(reply, '/sign-in');
  const t = translator(request.ctx.viewer.language);
  const props = { errors, passkeys: (await countPasskeys(request.ctx.db, step.personId!)) > 0 };
  return page(request, reply.header('cache-control', 'no-store'), SecondStep, props, { title: t('people.second.title'), status, noIndex: true });
}

async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  return attempt(
    request,
    async () => {
      const step = await pendingStep(request);
      if (!step) return seeOther(reply, '/sign-in');
      const personId = step.personId!;
      const tried = { account: `code ${personId}`, visitor: request.ip };
      await countAttempt(ctx, tried);
      const { code = '', credential = '', trust } = typed(request) as Record<string, string>;
      if (credential) await usePasskey(ctx, credential, personId);
      else if (!(await isCode(ctx, personId, code)) && !(await isSpareCode(request, personId, code))) throw invalidField('code', 'people.error.code');
      await attemptWorked(ctx, tried);
      return finishStep(request, reply, trust ? await trustDevice(ctx, personId) : null);
    },
    (errors, status) => show(request, reply, errors, status),
  );
}

async function isSpareCode({ ctx }: FastifyRequest, personId: number, code: string): Promise<boolean> {
  if (!(await isRecoveryCode(ctx, personId, code))) return false;
  await tell(ctx, personId, 'code_used', String(await unusedCodes(ctx.db, personId)));
  return true;
}
