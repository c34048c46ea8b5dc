import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Component } from 'svelte';
import type { Ctx } from '#platform/context.ts';
import { query } from '#platform/http/params.ts';
import { hasText, translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { readablePlaces, type Place } from '../../communities/index.ts';
import { personAt, type Person } from '../../people/index.ts';
import { showItems, type Found } from '../../search/index.ts';
import Contributions from '../views/Contributions.svelte';
import ContributionsPart from '../views/ContributionsPart.svelte';
import { spacesWrittenIn, writtenBy, type Written } from './queries.ts';

/** Contributions counted on a profile: more are "1,000+", for nobody is ranked by them. */
const COUNTED = 1000;
/** The latest ones shown there: of so many kinds and communities, since each is read by itself. */
const LATEST = 5;
const LATEST_GROUPS = 2;
const A_PAGE = 30;

/** The spaces in which somebody wrote and the viewer may read. */
async function placesOf(ctx: Ctx, person: Person): Promise<Place[]> {
  return readablePlaces(ctx.viewer, await spacesWrittenIn(ctx.db, person.id));
}

const idsOf = (places: Place[]) => places.flatMap(({ spaces }) => spaces.map((space) => space.id));

/** Items as lists show them, in their order: every kind that search knows appears by itself. */
async function shown(ctx: Ctx, places: Place[], written: Written[]): Promise<Found[]> {
  const found = new Map<number, Found>();
  for (const [communityId, own] of Map.groupBy(written, (item) => item.community_id)) {
    const place = places.find(({ community }) => community.id === communityId)!;
    for (const [id, one] of await showItems(ctx, place, own)) found.set(id, one);
  }
  return written.flatMap(({ id }) => found.get(id) ?? []);
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
  const places = await placesOf(ctx, person);
  const written = await writtenBy(ctx.db, person.id, idsOf(places), { kind: null, before: null, limit: COUNTED });
  if (written.length === 0) return null;
  const groups = [...new Set(written.slice(0, LATEST).map(group))].slice(0, LATEST_GROUPS);
  const latest = await shown(ctx, places, written.slice(0, LATEST).filter((item) => groups.includes(group(item))));
  const props = { href: `/people/${person.handle}/contributions`, kinds: countKinds(written), more: written.length === COUNTED, latest };
  return { view: ContributionsPart as Component<never>, props };
}

const group = ({ community_id, kind }: Written) => `${community_id} ${kind}`;

export function contributionPages(app: FastifyInstance): void {
  app.get('/people/:handle/contributions', show);
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const person = await personAt(request, reply);
  if (!person) return reply;
  const places = await placesOf(ctx, person);
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
  return page(request, reply, Contributions, props, { title, noIndex: true });
}
