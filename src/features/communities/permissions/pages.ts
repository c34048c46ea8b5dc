import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { parseInput } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { flash } from '#ui/flash.ts';
import { seeOther } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { hrefOf, placeOf } from '../frame.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import Permissions from '../views/Permissions.svelte';
import { changeRules } from './actions.ts';
import { allCapabilities, can, leastRole, ROLES } from './capabilities.ts';

const role = z.enum(['guest', 'member', 'facilitator', 'steward']);
const rules = z.record(z.string(), z.unknown()).transform((form) => {
  const named = allCapabilities().flatMap(({ name }) => (role.safeParse(form[name]).success ? [[name, role.parse(form[name])] as const] : []));
  return Object.fromEntries(named);
});

/** Who may do what: one matrix that members read and stewards change. Rooms have the rules of their community. */
export function permissionPages(app: FastifyInstance): void {
  addSteeringPage({ path: '/permissions', label: 'communities.permissions', capability: 'settings', group: 'place', order: 40, rooms: false });
  app.get('/c/:community/permissions', permissions);
  app.post('/c/:community/permissions', savePermissions);
}

async function permissions(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { community } = place;
  const t = translator(request.ctx.viewer.language);
  const props = {
    action: `${hrefOf(community)}/permissions`,
    roles: ROLES,
    rows: allCapabilities().map((capability) => ({ ...capability, least: leastRole(community, capability), usual: capability.least })),
    canChange: can(request.ctx.viewer, community, 'permissions'),
  };
  return page(request, reply, Permissions, props, inSteering(request, place, { title: t('communities.permissions') }));
}

async function savePermissions(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const community = spaceFor(request.ctx, place, 'permissions');
  await changeRules(request.ctx, community, parseInput(rules, request.body ?? {}));
  flash(reply, 'communities.saved');
  return seeOther(reply, `${hrefOf(community)}/permissions`);
}
