import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { page } from '#ui/page.ts';
import { addMyPage } from '#ui/sections.ts';
import { canFacilitate } from '../access.ts';
import { hrefOf } from '../frame.ts';
import { switchedOff } from '../switches/registry.ts';
import { myHomeParts, type MyHomePart, type MyRow, type MySpaces } from './parts.ts';
import { mySpaces, noteHomeVisit } from './spaces.ts';
import MyHome from './views/MyHome.svelte';

/** Lines of one community: what awaits one, and what is new. The rest is one link away. */
const SHOWN = { awaits: 4, fresh: 4 };
/** Communities told at length; of the others, that something is new in them. */
const MOST_TOLD = 8;

/** What one community has for somebody today. */
export interface MyCommunity {
  id: number;
  name: string;
  href: string;
  awaits: MyRow[];
  fresh: MyRow[];
  /** How many lines there are besides. */
  more: number;
  /** Where its facilitators see what awaits them; null for others. */
  work: string | null;
}

export function myHomePages(app: FastifyInstance): void {
  addMyPage({ label: 'communities.me', path: '/me', order: 10 });
  app.get('/me', home);
}

async function home(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ctx } = request;
  const mine = await mySpaces(ctx);
  const rows = eachOnce((await Promise.all(myHomeParts().map((part) => loadPart(ctx, mine, part)))).flat());
  await noteHomeVisit(ctx, mine.visitedAt).catch((error: unknown) => {
    // A full disk keeps nobody from their home.
    request.log.warn({ err: error }, 'a visit could not be noted');
  });
  const all = grouped(ctx, mine, rows);
  const busy = all.filter(({ awaits, fresh }) => awaits.length + fresh.length > 0);
  const props = {
    name: ctx.viewer.name?.split(' ')[0] ?? '',
    told: busy.slice(0, MOST_TOLD),
    also: busy.slice(MOST_TOLD),
    quiet: all.filter((community) => !busy.includes(community)),
    counts: { awaits: rows.filter((row) => row.awaits).length, fresh: rows.filter((row) => !row.awaits).length },
  };
  return page(request, reply, MyHome, props, { title: translator(ctx.viewer.language)('communities.me'), noIndex: true });
}

/** The lines of a part in one's communities, but for those that do without its feature. */
async function loadPart(ctx: Ctx, mine: MySpaces, { feature, load }: MyHomePart): Promise<MyRow[]> {
  return (await load(ctx, mine)).filter(({ communityId }) => {
    const community = mine.communities.get(communityId);
    return community && !(feature && switchedOff({ community, room: null }).includes(feature));
  });
}

function eachOnce(rows: MyRow[]): MyRow[] {
  const first = new Map<string, MyRow>();
  for (const row of rows.toSorted((a, b) => Number(b.awaits) - Number(a.awaits))) if (row.about && !first.has(`${row.communityId} ${row.about}`)) first.set(`${row.communityId} ${row.about}`, row);
  return rows.filter((row) => !row.about || first.get(`${row.communityId} ${row.about}`) === row);
}

/** By community: where something awaits first, then where something moved last. */
function grouped(ctx: Ctx, { communities }: MySpaces, rows: MyRow[]): MyCommunity[] {
  const byCommunity = Map.groupBy(rows, (row) => row.communityId);
  const latest = (own: MyRow[]) => own.sort((a, b) => b.at - a.at);
  return [...communities.values()]
    .map((community) => {
      const own = byCommunity.get(community.id) ?? [];
      const [awaits, fresh] = [latest(own.filter((row) => row.awaits)), latest(own.filter((row) => !row.awaits))];
      const href = hrefOf(community);
      const shown = { awaits: awaits.slice(0, SHOWN.awaits), fresh: fresh.slice(0, SHOWN.fresh) };
      const more = own.length - shown.awaits.length - shown.fresh.length;
      return { id: community.id, name: community.name, href, ...shown, more, work: canFacilitate(ctx.viewer, community) ? `${href}/work` : null };
    })
    .sort((a, b) => Number(b.awaits.length > 0) - Number(a.awaits.length > 0) || newest(b) - newest(a));
}

const newest = ({ awaits, fresh }: MyCommunity) => Math.max(0, ...[...awaits, ...fresh].map((row) => row.at));
