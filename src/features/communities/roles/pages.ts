import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '#platform/errors.ts';
import { asId, idParam, parseInput, query, typed } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import type { FormErrors } from '#ui/form.ts';
import { page } from '#ui/page.ts';
import { spaceFor } from '../access.ts';
import { acting } from '../acting.ts';
import { hrefOf, inPlace, PLACES, placeOf, type RequestPlace } from '../frame.ts';
import { allCapabilities, can } from '../permissions/capabilities.ts';
import { addSteeringPage, inSteering } from '../steering.ts';
import NamedRole from '../views/NamedRole.svelte';
import NamedRoles from '../views/NamedRoles.svelte';
import { appoint, endTerm, givable, removeNamedRole, saveNamedRole } from './actions.ts';
import { SUGGESTED } from './suggested.ts';
import { namedRole, namedRolesOf, termsOf } from './queries.ts';
import { appointment, namedRoleForm } from './schema.ts';

/** Roles that a community names for itself, with terms: everybody reads them, facilitators give them. */
export function rolePages(app: FastifyInstance): void {
  addSteeringPage({ path: '/roles', label: 'communities.named_roles', capability: 'roles', group: 'members', order: 30, rooms: true });
  for (const at of PLACES) {
    app.get(`${at}/roles`, (request, reply) => roles(request, reply, {}, {}, 200));
    app.get(`${at}/roles/new`, (request, reply) => form(request, reply, {}, {}, 200));
    app.post(`${at}/roles`, save);
    app.get(`${at}/roles/:id/edit`, edit);
    app.post(`${at}/roles/:id`, save);
    app.post(`${at}/roles/:id/remove`, remove);
    app.post(`${at}/roles/:id/appoint`, give);
    app.post(`${at}/roles/terms/:id/end`, end);
  }
}

/** So long before a term ends, the page says that it does. */
const SOON = 30 * 86_400_000;

const rolesHref = (place: RequestPlace) => `${hrefOf(place.community, place.room)}/roles`;

async function roles(request: FastifyRequest, reply: FastifyReply, values: { id?: number; handle?: unknown }, errors: FormErrors, status: number): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { db, viewer } = request.ctx;
  const t = translator(viewer.language);
  const rows = await namedRolesOf(db, place.space);
  const terms = await termsOf(db, place.space);
  const canChange = can(viewer, place.space, 'roles');
  const props = {
    href: rolesHref(place),
    roles: rows.map((role) => ({ ...role, grants: JSON.parse(role.grants) as string[], terms: terms.filter((term) => term.role_id === role.id).map((term) => ({ ...term, soon: term.ends_at !== null && term.ends_at < request.ctx.now + SOON })) })),
    labels: Object.fromEntries(allCapabilities().map(({ name, label }) => [name, label])),
    suggested: SUGGESTED.filter((name) => !rows.some((role) => role.name === t(`communities.suggested_role.${name}`))),
    canChange,
    refused: { id: values.id ?? null, handle: String(values.handle ?? ''), error: errors.handle ?? null },
  };
  const options = { title: t('communities.named_roles'), status };
  return page(request, reply, NamedRoles, props, canChange ? inSteering(request, place, options) : inPlace(request, place, { ...options, door: 'people' }));
}

async function form(request: FastifyRequest, reply: FastifyReply, values: Record<string, unknown>, errors: FormErrors, status: number, id: number | null = null): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'roles');
  const t = translator(request.ctx.viewer.language);
  const suggestion = SUGGESTED.find((name) => name === query(request, 'like'));
  const begun = suggestion ? { name: t(`communities.suggested_role.${suggestion}`), about: t(`communities.suggested_role_about.${suggestion}`), term_months: 12 } : { term_months: 12 };
  const allowed = givable(request.ctx, space);
  const props = {
    href: rolesHref(place),
    id,
    values: { ...begun, ...values } as Record<string, string | number | null>,
    grants: [values.grants ?? []].flat() as string[],
    capabilities: allCapabilities().filter(({ name }) => allowed.includes(name)),
    errors,
  };
  return page(request, reply, NamedRole, props, inSteering(request, place, { title: t(id === null ? 'communities.named_role_new' : 'communities.named_role_edit'), status }));
}

async function edit(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const space = spaceFor(request.ctx, place, 'roles');
  const role = await namedRole(request.ctx.db, space, idParam(request));
  if (!role) throw notFound();
  return form(request, reply, { ...role, grants: JSON.parse(role.grants) }, {}, 200, role.id);
}

const changed = { may: 'roles', back: rolesHref } as const;
const idOf = (request: FastifyRequest) => asId((request.params as { id?: string }).id);

const save = acting({
  ...changed,
  async work(request, space) {
    await saveNamedRole(request.ctx, space, idOf(request), parseInput(namedRoleForm, request.body));
    return 'communities.saved';
  },
  again: (request, reply, errors, status) => form(request, reply, typed(request), errors, status, idOf(request)),
});

const remove = acting({
  ...changed,
  async work(request, space) {
    await removeNamedRole(request.ctx, space, idParam(request));
    return 'communities.saved';
  },
});

const give = acting({
  ...changed,
  async work(request, space) {
    await appoint(request.ctx, space, idParam(request), parseInput(appointment, request.body).handle);
    return 'communities.saved';
  },
  again: (request, reply, errors, status) => roles(request, reply, { id: idParam(request), handle: typed(request).handle }, errors, status),
});

const end = acting({
  ...changed,
  async work(request, space) {
    await endTerm(request.ctx, space, idParam(request));
    return 'communities.saved';
  },
});
