import type { Ctx } from '#platform/context.ts';
import { LANGUAGES } from '#platform/search/languages.ts';
import { snippet, type Piece } from '#platform/search/index.ts';
import type { Place, Role } from '../../communities/index.ts';
import { POST_KINDS } from '../../discussions/index.ts';
import { personKind, showItems, type Found } from '../../search/index.ts';
import { askingAt, USUAL } from '../asking/willingness.ts';
import type { Expert, ExpertsAnswer, ExpertsRequest } from '../heavy.ts';
import { declaredBy, type Declared } from './declared.ts';

/** Whether somebody may be asked: gladly, not this week, not at all; or they have no account here. */
export type Willing = 'open' | 'busy' | 'closed' | 'away';

export interface Evidence {
  title: string;
  href: string;
  pieces: Piece[];
  at: number;
  language: string;
}

/** Somebody who may be able to help, with all that speaks for them. */
export interface Helper extends Declared {
  id: number;
  handle: string;
  name: string;
  photo: string | null;
  willing: Willing;
  evidence: Evidence[];
  /** Theirs in the spaces that candidates belong to, by space. */
  roles: Map<number, Role>;
}

export interface Question {
  title: string;
  /** Null for a discussion that asks: then it is what that says first. */
  body: string | null;
}

export interface Wanted {
  /** The spaces whose posts are evidence, all readable by the viewer. */
  spaceIds: number[];
  /** Belonging to one of these makes one a candidate. */
  memberOf: number[];
  /** Only those who may be asked now. */
  askable: boolean;
  without: number[];
  /** The discussion that asks, when it is one. */
  besides: number | null;
  limit: number;
}

const SNIPPET = 180;
/** Of some that are found, the viewer may read nothing that speaks for them. */
const SPARE = 5;

/** Who can help with a question, the likeliest first, with evidence that the viewer may read. */
export async function helpersFor(ctx: Ctx, place: Place, question: Question, wanted: Wanted): Promise<Helper[]> {
  const { askable, ...rest } = wanted;
  const last = Math.max(...place.spaces.filter((space) => rest.spaceIds.includes(space.id)).map((space) => space.active_at));
  const request: ExpertsRequest = {
    communityId: place.community.id,
    ...question,
    ...rest,
    limit: rest.limit + SPARE,
    kinds: { posts: POST_KINDS, person: personKind(ctx, place) },
    asking: askable ? askingAt(ctx.now) : null,
    weekAgo: askingAt(ctx.now).weekAgo,
    // Readiness is relative: in an archive, to the days when it was written.
    now: Math.min(ctx.now, last),
  };
  return (await shown(ctx, place, await ctx.services.workers.run<ExpertsAnswer>('experts', request))).slice(0, rest.limit);
}

async function shown(ctx: Ctx, place: Place, { experts, people, terms }: ExpertsAnswer): Promise<Helper[]> {
  const found = await showItems(ctx, place, experts.flatMap((expert) => expert.evidence.map(({ id }) => ({ kind: 'reply', id }))));
  const marked = new Set(terms);
  return experts.flatMap((expert) => {
    const person = people.find((one) => one.id === expert.personId);
    const evidence = evidenceOf(expert, found, marked);
    if (!person) return [];
    const declared = declaredBy(ctx, person, marked);
    if (evidence.length === 0 && !declared.tells) return [];
    const { id, handle, name, roles } = person;
    const photo = person.photo_key && `/people/${handle}/photo`;
    const languages = [...new Set([...declared.languages, ...evidence.map((one) => one.language)])];
    return [{ id, handle, name, photo, ...declared, languages, willing: willing(person), evidence, roles }];
  });
}

function evidenceOf(expert: Expert, found: Map<number, Found>, marked: Set<string>): Evidence[] {
  return expert.evidence.flatMap(({ id }) => {
    const item = found.get(id);
    if (!item) return [];
    const { title, href, at, language } = item;
    return [{ title, href, at, language, pieces: snippet(item.text, marked, [language, ...LANGUAGES.filter((l) => l === 'en')], SNIPPET) }];
  });
}

function willing({ account_id, weekly, asked }: { account_id: string | null; weekly: number | null; asked: number | null }): Willing {
  if (account_id === null) return 'away';
  const most = weekly ?? USUAL;
  if (most === 0) return 'closed';
  return (asked ?? 0) >= most ? 'busy' : 'open';
}
