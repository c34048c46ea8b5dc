import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { translator } from '#platform/i18n/index.ts';
import { query } from '#platform/http/params.ts';
import { LANGUAGES } from '#platform/search/languages.ts';
import { snippet, type SearchAnswer, type SearchRequest } from '#platform/search/index.ts';
import { page } from '#ui/page.ts';
import { hrefOf, inPlace, PLACES, placeOf, type Place } from '../communities/index.ts';
import { tagsBySlugs } from '../items/index.ts';
import { peopleByHandles, peopleByIds } from '../people/index.ts';
import { searchSource, showHits, searchSources } from './sources.ts';
import Search from './views/Search.svelte';
import type { Result, SearchProps } from './views/props.ts';

const A_PAGE = 20;
const LAST_PAGE = 50;
/** While one types. */
const OFFERED = 6;
const STATES = ['answered', 'unanswered'];

export function searchPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/search`, show);
    app.get(`${at}/search/suggest`, suggest);
  }
}

/** What the address asks for: typed filters and chosen ones come to the same. */
async function requestOf(request: FastifyRequest, place: Place, text: string): Promise<SearchRequest> {
  const { ctx } = request;
  const given = (name: string) => query(request, name) ?? new RegExp(`(?:^|\\s)${name}:(\\S+)`).exec(text)?.[1] ?? null;
  const served = searchSources().filter((source) => source.serves?.(ctx, place) ?? true);
  const named = served.filter((source) => source.name === given('kind'));
  const kinds = named.length > 0 ? named : served;
  const room = given('in') ? place.spaces.filter((space) => space.slug === given('in')) : place.room ? [place.room] : null;
  const by = given('by');
  const author = by ? ((await peopleByHandles(ctx.db, [by.replace(/^@/, '')]))[0]?.id ?? -1) : undefined;
  const [after, before] = [moment(given('after')), moment(given('before'))];
  const labels = [...(given('tag') ? [`tag:${given('tag')}`] : []), ...STATES.filter((state) => state === given('is')).map((state) => `is:${state}`)];
  return {
    communityId: place.community.id,
    query: text,
    spaceIds: place.spaces.map((space) => space.id),
    filter: {
      kinds: kinds.map((source) => source.kind),
      ...(room && { spaceIds: room.map((space) => space.id) }),
      ...(author !== undefined && { authorId: author }),
      ...(after !== null && { after }),
      ...(before !== null && { before }),
      labels,
    },
    limit: A_PAGE,
    offset: 0,
    now: ctx.now,
  };
}

/** A year, a month or a day, as its first moment (ISO 8601). */
function moment(text: string | null): number | null {
  if (!text || !/^\d{4}(-\d{2}){0,2}$/.test(text)) return null;
  const at = Date.parse(text.padEnd(10, '-01'));
  return Number.isNaN(at) ? null : at;
}

/** What a request asks for, found, in words for people. */
export async function find(request: FastifyRequest, place: Place) {
  const text = (query(request, 'q') ?? '').slice(0, 500);
  const number = Math.min(Math.max(1, Math.trunc(Number(query(request, 'page') ?? 1)) || 1), LAST_PAGE);
  const wanted = await requestOf(request, place, text);
  const { labels = [], kinds: _, ...filters } = wanted.filter ?? {};
  const asked = query(request, 'kind') !== null || text.trim() !== '' || labels.length > 0 || Object.keys(filters).length > 0;
  const answer = asked ? await request.ctx.services.workers.run<SearchAnswer>('search', { ...wanted, offset: (number - 1) * A_PAGE }) : null;
  return {
    text,
    results: answer ? await results(request, place, answer) : [],
    total: answer?.total ?? 0,
    loose: answer?.loose ?? false,
    suggestion: answer?.suggestion ?? null,
    facets: answer ? await facets(request, place, answer, labels) : null,
    number,
    last: Math.min(LAST_PAGE, Math.max(1, Math.ceil((answer?.total ?? 0) / A_PAGE))),
  };
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const t = translator(request.ctx.viewer.language);
  const found = await find(request, place);
  const props: SearchProps = {
    ...found,
    action: `${hrefOf(place.community, place.room)}/search`,
    params: Object.fromEntries(['kind', 'in', 'by', 'tag', 'is', 'after', 'before'].flatMap((name) => (query(request, name) ? [[name, query(request, name)!]] : []))),
  };
  const title = found.text ? t('search.title_for', { text: found.text }) : t('search.title');
  return page(request, reply, Search, props, inPlace(request, place, { title, noIndex: true }));
}

async function results(request: FastifyRequest, place: Place, { hits, terms }: SearchAnswer): Promise<Result[]> {
  const shown = await showHits(request.ctx, place, hits);
  const marked = new Set(terms);
  return hits.flatMap((hit) => {
    const found = shown.get(`${hit.kind} ${hit.id}`);
    if (!found) return [];
    const languages = [found.language, ...LANGUAGES.filter((l) => l === 'en')];
    const { name: kind, label } = searchSource(hit.kind)!;
    return [{ ...found, kind, label, pieces: snippet(found.text, marked, languages), titlePieces: snippet(found.title, marked, languages, 300) }];
  });
}

async function facets({ ctx }: FastifyRequest, place: Place, { facets, labels }: SearchAnswer, chosen: string[]): Promise<SearchProps['facets']> {
  const named = labelled(labels, chosen);
  const people = await peopleByIds(ctx.db, facets.authors.map((facet) => facet.value));
  const tags = await tagsBySlugs(ctx.db, place.community.id, named('tag').map((facet) => facet.value));
  return {
    kind: facets.kinds.flatMap(({ value, count }) => {
      const source = searchSource(value);
      return source ? [{ value: source.name, label: source.label, translate: true, count }] : [];
    }),
    in: facets.spaces.flatMap(({ value, count }) => {
      const space = place.spaces.find((s) => s.id === value);
      return space ? [{ value: space.slug, label: space.name, count }] : [];
    }),
    is: named('is').map(({ value, count }) => ({ value, label: `search.is.${value}`, translate: true, count })),
    tag: named('tag').map(({ value, count }) => ({ value, label: tags.find((tag) => tag.slug === value)?.name ?? value, count })),
    by: facets.authors.flatMap(({ value, count }) => {
      const person = people.find((p) => p.id === value);
      return person ? [{ value: person.handle, label: person.name, count }] : [];
    }),
    after: facets.years.map(({ value, count }) => ({ value: String(value), label: String(value), count })),
  };
}

/** The counts of labels by their name: one that was chosen stands alone, as nothing else would be found by choosing another. */
function labelled(labels: SearchAnswer['labels'], chosen: string[]) {
  return (name: string) => {
    const own = labels.filter(({ value }) => value.startsWith(`${name}:`));
    const only = own.filter(({ value }) => chosen.includes(value));
    return (only.length > 0 ? only : own).map(({ value, count }) => ({ value: value.slice(name.length + 1), count }));
  };
}

/** What a search field offers while one types. */
async function suggest(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const text = (query(request, 'q') ?? '').slice(0, 100);
  if (text.trim().length < 2) return reply.send({ results: [] });
  const wanted = await requestOf(request, place, text);
  const answer = await request.ctx.services.workers.run<SearchAnswer>('search', { ...wanted, typing: true, limit: 4 * OFFERED });
  const t = translator(request.ctx.viewer.language);
  // One discussion may hold many of the posts that are found: it is offered once, at the best.
  const places = Map.groupBy(await results(request, place, answer), ({ href }) => href.replace(/[?#].*/, ''));
  const offers = [...places.values()].slice(0, OFFERED).map((found) => found[0]!).map(({ title, href, label }) => ({ title, href, kind: t(label) }));
  return reply.header('cache-control', 'private, max-age=30').send({ results: offers });
}
