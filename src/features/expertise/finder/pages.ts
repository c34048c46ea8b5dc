import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { query } from '#platform/http/params.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { canOnceJoined, hrefOf, inPlace, PLACES, placeOf, type Place } from '../../communities/index.ts';
import type { Ctx } from '#platform/context.ts';
import { LONGEST_PROBLEM } from '../schema.ts';
import WhoCanHelp from '../views/WhoCanHelp.svelte';
import { helpersFor, type Helper } from './helpers.ts';

export const SHOWN = 8;
const A_MINUTE = 30;

/** Finding people takes a worker thread: a reader needs a few times a minute. */
export const sometimes = (factor: number) => (factor === 0 ? {} : { config: { rateLimit: { max: Math.ceil(A_MINUTE * factor), timeWindow: 60_000 } } });

export function finderPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/who-can-help`, sometimes(app.rateFactor), show);
}

/** Who can help with a problem, among those who belong to the place, by what stands in it. */
export async function findHelpers(ctx: Ctx, place: Place, problem: string, { without = [], limit = SHOWN }: { without?: number[]; limit?: number } = {}): Promise<Helper[]> {
  const { community, room, spaces, space } = place;
  const spaceIds = room ? [room.id] : spaces.map((one) => one.id);
  const self = ctx.viewer.personId === null ? [] : [ctx.viewer.personId];
  return helpersFor(ctx, place, { title: '', body: problem }, { spaceIds, memberOf: [room ? space.id : community.id], askable: false, without: [...self, ...without], besides: null, limit });
}

async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const t = translator(ctx.viewer.language);
  const problem = (query(request, 'q') ?? '').trim().slice(0, LONGEST_PROBLEM);
  const href = hrefOf(place.community, place.room);
  const ask = new URLSearchParams({ type: 'question', ...(problem.length <= 200 ? { title: problem } : { body: problem }) });
  const props = {
    action: `${href}/who-can-help`,
    problem,
    longest: LONGEST_PROBLEM,
    helpers: problem === '' ? null : await findHelpers(ctx, place, problem),
    askHref: canOnceJoined(ctx.viewer, place, 'discussions.start') ? `${href}/discussions/new?${ask}` : null,
    signedIn: ctx.viewer.personId !== null,
  };
  return page(request, reply, WhoCanHelp, props, inPlace(request, place, { title: t('expertise.title'), door: 'people', ...(problem && { noIndex: true }) }));
}
