import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { onceKey } from '#platform/once/index.ts';
import { flash } from '#ui/flash.ts';
import { attempt, seeOther, type FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { personAt } from '../profile/address.ts';
import { personById } from '../queries.ts';
import Report from '../views/Report.svelte';
import Write from '../views/Write.svelte';
import { newMessage, newReport, receivedMessage, report, writablePerson, write, type WritablePerson } from './actions.ts';

export function contactPages(app: FastifyInstance, strict: object): void {
  app.get('/people/:handle/write', open);
  app.post('/people/:handle/write', strict, send);
  app.get('/me/messages/:id/report', (request, reply) => reportPage(request, reply, {}, 200));
  app.post('/me/messages/:id/report', strict, sendReport);
}

async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await personAt(request, reply);
  if (!person) return reply;
  const to = await writablePerson(request.ctx, person, asId(query(request, 'answers')));
  const subject = to.answers ? `Re: ${to.answers.subject.replace(/^re: /i, '')}`.slice(0, 140) : (query(request, 'subject') ?? '').slice(0, 140);
  return form(request, reply, to, { subject, body: '' }, {}, 200);
}

function form(request: FastifyRequest, reply: FastifyReply, to: WritablePerson, values: Record<string, string>, errors: FormErrors, status: number): FastifyReply {
  const title = translator(request.ctx.viewer.language)('people.contact.title', { name: to.name });
  const props = { person: to, answers: to.answers, values, errors, once: values.once || onceKey() };
  return page(request, reply, Write, props, { title, status, noIndex: true });
}

async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const person = await personAt(request, reply);
  if (!person) return reply;
  const fields = typed(request) as Record<string, string>;
  const to = await writablePerson(request.ctx, person, asId(fields.answers));
  return attempt(
    request,
    async () => {
      await write(request.ctx, to, parseInput(newMessage, fields), fields.once?.slice(0, 100) || null);
      flash(reply, 'people.contact.sent', { name: to.name });
      return seeOther(reply, `/people/${to.handle}`);
    },
    (errors, status) => form(request, reply, to, fields, errors, status),
  );
}

async function reportPage(request: FastifyRequest, reply: FastifyReply, errors: FormErrors, status: number): Promise<FastifyReply> {
  const message = await receivedMessage(request.ctx, idParam(request));
  const from = await personById(request.ctx.db, message.from_id);
  const title = translator(request.ctx.viewer.language)('people.contact.report');
  const props = { message, name: from?.name ?? '', value: String(typed(request).report ?? ''), errors };
  return page(request, reply, Report, props, { title, status, noIndex: true });
}

async function sendReport(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const message = await receivedMessage(request.ctx, idParam(request));
  return attempt(
    request,
    async () => {
      await report(request.ctx, message, parseInput(newReport, { report: '', ...typed(request) }).report);
      flash(reply, 'people.contact.reported');
      return seeOther(reply, '/');
    },
    (errors, status) => reportPage(request, reply, errors, status),
  );
}
