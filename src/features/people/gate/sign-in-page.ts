import type { FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { providerLabels } from '../providers/queries.ts';
import SignIn from '../views/SignIn.svelte';
import { backPath } from './session.ts';

export async function signInPage(request: FastifyRequest, reply: FastifyReply, values: object, errors: FormErrors, status: number): Promise<FastifyReply> {
  const t = translator(request.ctx.viewer.language);
  const props = { values: values as Record<string, string>, errors, back: backPath(request), providers: await providerLabels(request.ctx.db) };
  return page(request, reply, SignIn, props, { title: t('people.sign_in'), status, noIndex: true });
}
