import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { query } from '#platform/http/params.ts';
import { hasText, translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { readablePlaces } from '../../communities/index.ts';
import { personAt, personById, type Person } from '../../people/index.ts';
import { itemKey, showItemsAcross, type Found } from '../../search/index.ts';
import Contributions from '../views/Contributions.svelte';
import ContributionsPart from '../views/ContributionsPart.svelte';
import { communitiesWrittenIn, writtenBy, type Written } from './queries.ts';

/** Contributions counted on a profile, of the latest: more are "1,000+", for nobody is ranked by them. */
const COUNTED = 1000;
const LATEST = 5;
/** What one sends of somebody, when one sends this page. */
export const CONTRIBUTIONS = 'contributions';
const A_PAGE = 30;

type Places = Awaited<ReturnType<typeof readablePlaces>>;

const idsOf = (places: Places) => [...places.values()].flatMap(({ spaces }) => spaces.map((space) => space.id));

/** Items as lists show them, in their order: every kind that search knows appears by itself. */
async function shown(ctx: Ctx, places: Places, written: Written[]): Promise<Found[]> {
  const refs = written.map(({ community_id: communityId, kind, id }) => ({ communityId, kind, id }));
  const found = await showItemsAcross(ctx, places, refs);
  return written.flatMap(({ community_id, id }) => found.get(itemKey(community_id, id)) ?? []);
}

export interface KindCount {
  kind: string;
  label: string;
  count: number;
}

function countKinds(written: Written[]): KindCount[] {
  const kinds = [...Map.groupBy(written, (item) => item.kind)].map(([kind, own]) => ({ kind, label: labelOf(kind), count: own.length }));
  return kinds.sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

const labelOf = (kind: string) => (hasText(`search.kind.${kind}`) ? `search.kind.${kind}` : kind);

/** On a profile: how much of each kind, and the latest. */
export async function contributionsPart(ctx: Ctx, person: Person) {
  const all = await writtenBy(ctx.db, person.id, null, { kind: null, before: null, limit: COUNTED });
  const places = await readablePlaces(ctx, [...new Set(all.map((item) => item.community_id))]);
  const readable = new Set(idsOf(places));
  const written = all.filter((item) => readable.has(item.space_id));
  if (written.length === 0) return null;
  const latest = await shown(ctx, places, written.slice(0, LATEST));
  const props = { href: `/people/${person.handle}/contributions`, kinds: countKinds(written), more: all.length === COUNTED, latest };
  return { view: ContributionsPart as Component<never>, props };
}

export function contributionPages(app: FastifyInstance): void {
  app.get('/people/:handle/contributions', show);
}

/** The list as the mail of whoever sends it shows it. */
export async function contributionsTarget({ db, viewer }: Ctx, personId: number) {
  const person = await personById(db, personId);
  if (!person || person.former_since !== null) return null;
  return { title: translator(viewer.language)('directory.contributions_of', { name: person.name }), href: `/people/${person.handle}/contributions`, text: '' };
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await personAt(request, reply);
  if (!person) return reply;
  const places = await readablePlaces(ctx, await communitiesWrittenIn(ctx.db, person.id));
  const kind = query(request, 'kind')?.slice(0, 40) ?? null;
  const [at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(query(request, 'before') ?? '')?.slice(1).map(Number) ?? [];
  const before = at === undefined ? null : { at, id: id! };
  const written = await writtenBy(ctx.db, person.id, idsOf(places), { kind, before, limit: A_PAGE + 1 });
  const listed = written.slice(0, A_PAGE);
  const last = listed.at(-1);
  const href = `/people/${person.handle}/contributions`;
  const older = written.length > A_PAGE && last ? `${href}?${new URLSearchParams({ ...(kind && { kind }), before: `${last.created_at}.${last.id}` })}` : null;
  const title = translator(ctx.viewer.language)('directory.contributions_of', { name: person.name });
  const props = { person, href, kind, label: kind && labelOf(kind), found: await shown(ctx, places, listed), older };
  return page(request, reply, Contributions, props, { title, noIndex: true, about: { kind: CONTRIBUTIONS, id: person.id } });
}
