import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { notFound } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';
import type { NavLink } from '#ui/context.ts';
import type { PageOptions } from '#ui/page.ts';
import { addPageTools } from '#ui/sections.ts';
import type { Feature } from '../../feature.ts';
import { apiRoute } from '../api/index.ts';
import { addCapability, addCommunityRows, addPlaceLinks, can, hrefOf, placeOf, type Place } from '../communities/index.ts';
import { addPersonalData, addWrittenText, signedRows } from '../people/index.ts';
import { SEND, SEND_ALL, sendablePage, share } from './actions.ts';
import { digestOf, setUpLetters } from './letters.ts';
import { sharingPages } from './pages.ts';
import { forgetMailings } from './queries.ts';
import { sending } from './schema.ts';
import './tables.ts';
import { addSharedPage, communitiesTarget, isOutside, pageRef, partAt, personTarget } from './target.ts';
import texts from './texts.ts';

/** "E-mail this page", on every page that is there to be read. Whoever has not signed in is asked to, then. */
function shareLink({ method, url, ctx: { viewer } }: FastifyRequest, { community, room, space }: Place, { about, status = 200, canonical }: PageOptions): NavLink[] {
  if (method !== 'GET' || status !== 200 || (viewer.personId !== null && !can(viewer, space, SEND))) return [];
  const home = hrefOf(community, room);
  const path = (canonical ?? url).slice(home.length);
  const part = about ? null : partAt(path);
  // What is kept from search engines may be read all the same: a list of roles, an issue for members.
  if (!about && !part) return [];
  const ref = about ? { kind: about.kind, id: String(about.id), ...(about.part && { path: path.split('?')[0]! }) } : { path: `${part!.path}${part!.query ? `?${part!.query}` : ''}` };
  return [{ href: `${home}/share?${new URLSearchParams(ref)}`, label: translator(viewer.language)('sharing.title') }];
}

/** The same on a page that stands in no community: it is sent from the first in which one may. */
function shareOutside({ method, ctx: { viewer } }: FastifyRequest, { about, status = 200 }: PageOptions): NavLink[] {
  if (method !== 'GET' || status !== 200 || !about || !isOutside(about.kind) || (viewer.personId !== null && viewer.roles.size === 0)) return [];
  return [{ href: `/share/${about.kind}/${about.id}`, label: translator(viewer.language)('sharing.title') }];
}

function sharingApi(app: FastifyInstance): void {
  apiRoute(app, {
    method: 'POST',
    path: '/communities/:community/shares',
    summary: 'Send a page by mail: an item by kind and id, or a part by its path',
    query: z.object({ room: z.string().max(40).optional() }),
    body: sending.extend({ kind: z.string().max(40).optional(), id: z.number().int().nonnegative().optional(), path: z.string().max(400).optional() }),
    status: 201,
    answer: z.object({ members: z.number().int(), outside: z.number().int(), left_out: z.number().int() }),
    async handle(request, { query, body }) {
      if (query.room) (request.params as Record<string, string>).room = query.room;
      const place = await placeOf(request);
      const ref = pageRef.safeParse(body);
      if (!ref.success) throw notFound();
      const key = request.headers['idempotency-key'];
      const sent = await share(request.ctx, await sendablePage(request.ctx, place, ref.data), body, typeof key === 'string' && key.length <= 100 ? key : null);
      return { members: sent.members, outside: sent.outside, left_out: sent.leftOut };
    },
  });
}

function setUpOwnData(): void {
  addPersonalData(signedRows('shares.person_id'));
  addPersonalData({
    name: 'share_mailings',
    columns: ['share_mailings.told'],
    async erase({ db }, { personId, traces }) {
      for (const told of [`p${personId}`, ...traces.addresses.map(digestOf)]) await forgetMailings(db, told);
    },
  });
  addWrittenText({ table: 'shares', id: 'id', columns: { title: 'text', note: 'text' } });
}

export { addSharedPage } from './target.ts';

export const feature: Feature = {
  name: 'sharing',
  texts,
  setUp() {
    addCommunityRows({ shares: { room: true }, share_mailings: { table: 'shares', by: 'share_id' } });
    addCapability({ name: SEND, label: 'permissions.sharing.send', least: 'member', editable: true, contributes: false, order: 35 });
    addCapability({ name: SEND_ALL, label: 'permissions.sharing.send_all', least: 'facilitator', editable: true, contributes: false, order: 57 });
    addPlaceLinks({ feature: 'sharing', where: 'tools', links: shareLink });
    addPageTools(shareOutside);
    addSharedPage({ kind: 'person', target: personTarget });
    addSharedPage({ kind: 'communities', target: communitiesTarget });
    setUpLetters();
    setUpOwnData();
  },
  routes(app) {
    sharingPages(app);
    sharingApi(app);
  },
};
