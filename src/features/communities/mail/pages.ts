import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseInput, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { inbound } from '#platform/mail/inbound.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { acting } from '../acting.ts';
import { hrefOf, PLACES, placeOf, type RequestPlace } from '../frame.ts';
import type { Space } from '../queries.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import MailWays from '../views/MailWays.svelte';
import { changeMail } from './actions.ts';
import { mailChoice } from './schema.ts';
import { mailWays } from './ways.ts';

const save = acting({
  may: 'settings',
  async work({ ctx, body }, space) {
    await changeMail(ctx, space, parseInput(mailChoice, body ?? {}));
    return 'communities.saved';
  },
  back: ({ community, room }) => `${hrefOf(community, room)}/settings/mail`,
  again: (request, reply, errors, status, place) => form(request, reply, place, typed(request), errors, status),
});

/** How mail of a place is written: for those who run it. */
export function mailPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/settings/mail', label: 'communities.mail', capability: 'settings', group: 'place', order: 13, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/settings/mail`, open);
    app.post(`${at}/settings/mail`, save);
  }
}

async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  return form(request, reply, place, valuesOf(spaceFor(request.ctx, place, 'settings')), {}, 200);
}

function valuesOf({ mail_replies, mail_prefix, parent_id }: Space): Record<string, string> {
  const above = parent_id === null ? { replies: 'list', prefix: 'none' } : { replies: '', prefix: '' };
  const prefix = mail_prefix === null ? above.prefix : mail_prefix === '' ? 'none' : 'own';
  return { replies: mail_replies ?? above.replies, prefix, prefix_text: mail_prefix ?? '' };
}

function form(request: FastifyRequest, reply: FastifyReply, place: RequestPlace, values: object, errors: FormErrors, status: number) {
  const { community, room } = place;
  const title = translator(request.ctx.viewer.language)('communities.mail');
  const above = room && { name: community.name, ...mailWays(community, community) };
  const props = { action: `${hrefOf(community, room)}/settings/mail`, values: values as Record<string, string>, errors, above, receives: inbound.mailDomain(request.ctx) !== null };
  return page(request, reply, MailWays, props, inSteering(request, place, { title, status }));
}
