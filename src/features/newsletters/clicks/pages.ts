import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { notFound } from '#platform/errors.ts';
import { idParam, param } from '#platform/http/params.ts';
import { PLACES, placeOf } from '../../communities/index.ts';
import type { Issue } from '../queries.ts';
import { issueById } from '../queries.ts';
import { countClick, linkByNumber, linksOfIssue } from './queries.ts';

/** Fewer could be somebody. */
export const LEAST_SHOWN = 5;

export function clickPages(app: FastifyInstance): void {
  for (const at of PLACES) app.get(`${at}/newsletters/:id/links/:number`, follow);
}

/** Leads on to where a link of an issue goes, and counts it: no cookie, no address, no person is kept. */
async function follow(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const { community, space } = await placeOf(request);
  const issue = await issueById(ctx.db, community.id, idParam(request));
  const number = /^\d{1,4}$/.test(param(request, 'number')) ? Number(param(request, 'number')) : 0;
  const url = issue?.space_id === space.id && issue.counts_clicks ? await linkByNumber(ctx.db, community.id, issue.id, number) : null;
  if (!url) throw notFound();
  // Whoever asks not to be counted is not (Global Privacy Control, Do Not Track).
  const { 'sec-gpc': privacy, dnt } = request.headers;
  if (privacy !== '1' && dnt !== '1') await countClick(ctx.db, community.id, issue!.id, number);
  return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(url, 302);
}

/** How often each link was followed; small numbers stay unsaid. */
export async function clickCounts({ db }: Ctx, issue: Issue): Promise<{ url: string; clicks: number | null }[]> {
  const links = await linksOfIssue(db, issue.community_id, issue.id);
  return links.map(({ url, clicks }) => ({ url, clicks: clicks < LEAST_SHOWN ? null : clicks }));
}
