import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { announce } from '#platform/announce.ts';
import { transaction } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { facilitatedSpace, hrefOf, inPlace, PLACES, placeOf } from '../communities/index.ts';
import { closenessIn } from '../people/index.ts';
import type { CsvRequest } from './heavy.ts';
import Export from './views/Export.svelte';

const COLUMNS = ['name', 'handle', 'role', 'named_roles', 'joined', 'headline', 'organisation', 'country', 'languages', 'can_help', 'address'] as const;

export function exportPages(app: FastifyInstance): void {
  for (const at of PLACES) {
    app.get(`${at}/members/export`, ask);
    app.post(`${at}/members/export`, download);
  }
}

/** Says what the file holds and what it is for, before it is made. */
async function ask(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  facilitatedSpace(request.ctx, place);
  const title = translator(request.ctx.viewer.language)('directory.export');
  const props = { href: `${hrefOf(place.community, place.room)}/members`, name: place.space.name, count: place.space.member_count, columns: [...COLUMNS] };
  return page(request, reply, Export, props, inPlace(request, place, { title, door: 'people', noIndex: true }));
}

async function download(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const place = await placeOf(request);
  const { ctx } = request;
  const space = facilitatedSpace(ctx, place);
  const t = translator(ctx.viewer.language);
  const columns = Object.fromEntries(COLUMNS.map((column) => [column, t(`directory.column.${column}`)])) as CsvRequest['columns'];
  const asked: CsvRequest = { communityId: space.community_id, spaceId: space.id, closeness: closenessIn(ctx.viewer, space), columns, language: ctx.viewer.language };
  const csv = await ctx.services.workers.run<string>('directory.csv', asked);
  // A list of people that leaves the place is worth a line in its log.
  await transaction(ctx, (ctx) => announce(ctx, 'directory.exported', { communityId: space.community_id, spaceId: space.id }));
  return reply
    .header('content-disposition', `attachment; filename="members-${space.slug}.csv"`)
    .header('cache-control', 'private, no-store')
    .type('text/csv; charset=utf-8')
    .send(csv);
}
