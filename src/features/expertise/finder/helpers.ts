import type { Ctx } from '#platform/context.ts';
import { LANGUAGES } from '#platform/search/languages.ts';
import { snippet, type Piece } from '#platform/search/index.ts';
import type { Place } from '../../communities/index.ts';
import { POST_KINDS } from '../../discussions/index.ts';
import { showItems, type Found } from '../../search/index.ts';
import { askingAt, USUAL } from '../asking/willingness.ts';
import type { Expert, ExpertsAnswer, ExpertsRequest } from '../heavy.ts';
import { declaredBy, declaredKind, type Declared } from './declared.ts';
import { peopleShown } from './queries.ts';

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
}

export interface Question {
  title: string;
  body: string;
}

export interface Wanted {
  /** The spaces whose posts are evidence, all readable by the viewer. */
  spaceIds: number[];
  memberOf: number[];
  /** Only those who may be asked now. */
  askable: boolean;
  without: number[];
  /** The discussion that asks, when it is one. */
  besides: number | null;
  limit: number;
}

const SNIPPET = 180;
const KIND_NAMES = ['discussion', 'reply'];

/** Who can help with a question, the likeliest first, with evidence that the viewer may read. */
export async function helpersFor(ctx: Ctx, place: Place, question: Question, wanted: Wanted): Promise<Helper[]> {
  const { askable, ...rest } = wanted;
  const last = Math.max(...place.spaces.filter((space) => rest.spaceIds.includes(space.id)).map((space) => space.active_at));
  const request: ExpertsRequest = {
    communityId: place.community.id,
    ...question,
    ...rest,
    kinds: { posts: POST_KINDS, person: declaredKind() },
    asking: askable ? askingAt(ctx.now) : null,
    // Readiness is relative: in an archive, to the days when it was written.
    now: Math.min(ctx.now, last),
  };
  return shown(ctx, place, await ctx.services.workers.run<ExpertsAnswer>('experts', request));
}

async function shown(ctx: Ctx, place: Place, { experts, terms }: ExpertsAnswer): Promise<Helper[]> {
  const ids = experts.map((expert) => expert.personId);
  const people = new Map((await peopleShown(ctx.db, ids, askingAt(ctx.now).weekAgo)).map((person) => [person.id, person]));
  const items = experts.flatMap((expert) => expert.evidence.map(({ kind, id }) => ({ kind: KIND_NAMES[POST_KINDS.indexOf(kind)]!, id })));
  const found = await showItems(ctx, place, items);
  const marked = new Set(terms);
  return experts.flatMap((expert) => {
    const person = people.get(expert.personId);
    const evidence = evidenceOf(expert, found, marked);
    if (!person || (evidence.length === 0 && !expert.declared)) return [];
    const { id, handle, name } = person;
    const photo = person.photo_key && `/people/${handle}/photo`;
    const declared = declaredBy(person);
    const languages = [...new Set([...declared.languages, ...evidence.map((one) => one.language)])];
    return [{ id, handle, name, photo, ...declared, languages, willing: willing(person), evidence }];
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
