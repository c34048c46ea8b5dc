import type { Db } from '#platform/db/index.ts';
import { similar, type Similar } from '#platform/search/index.ts';
import { plainText } from '#platform/text/excerpt.ts';
import '../tables.ts';
import * as queries from './queries.ts';
import type { PersonShown } from './queries.ts';
import { habits, score, vote, WEIGHTS, type Weights } from './weights.ts';

/** Who is looked for, as plain data that can cross to a worker thread. */
export interface ExpertsRequest {
  communityId: number;
  /** The question: its title, and what more it says; that of a discussion that asks is read here. */
  title: string;
  body: string | null;
  /** The spaces whose posts the viewer may read: nothing else is evidence. */
  spaceIds: number[];
  /** Numbers in the index of what people write, and of what they say of themselves. */
  kinds: { posts: number[]; person: number };
  /** Belonging to one of these makes one a candidate. */
  memberOf: number[];
  /** Leaves out who may not be asked now, and who wrote in the discussion that asks or was asked there. */
  asking: { weekly: number; weekAgo: number; declinedSince: number } | null;
  /** Since when it counts how often somebody was asked. */
  weekAgo: number;
  without: number[];
  /** The discussion of the question itself, which is like nothing more than itself. */
  besides: number | null;
  limit: number;
  /** The moment of the question. For an archive, at most that of its last post: readiness is relative. */
  now: number;
  weights?: Weights;
}

export interface Expert {
  personId: number;
  /** Their posts that speak for them, the strongest first; at most one of a discussion. */
  evidence: { kind: number; id: number }[];
}

export interface ExpertsAnswer {
  experts: Expert[];
  /** Their profiles, of which each viewer may see a part. */
  people: PersonShown[];
  /** The stems and words to mark in what is shown. */
  terms: string[];
}

interface Candidate {
  personId: number;
  evidence: number;
  own: { kind: number; id: number; discussionId: number; weight: number }[];
  /** Discussions that speak for somebody who answered in them. */
  discussions: number[];
}

const SHOWN_EVIDENCE = 3;
const MOST_WRITERS = 1000;
/** Where more people answered, that one of them did shows little. */
const COMPANY = 12;
/** Whoever has less evidence is not shown. */
const LEAST_EVIDENCE = 0.03;
/** Below this share of a clear match a text is about something else. */
const LEAST_MATCH = 0.5;

/** Ranks the people of a community by how likely they are to be able, and ready, to help with a question. */
export async function findExperts(db: Db, request: ExpertsRequest): Promise<ExpertsAnswer> {
  const w = request.weights ?? WEIGHTS;
  const { communityId, title, spaceIds, kinds, besides, asking, memberOf } = request;
  const body = request.body ?? (besides === null ? '' : plainText(await queries.openingOf(db, communityId, besides)));
  const wanted = [
    { spaceIds, kinds: kinds.posts, limit: w.posts },
    { spaceIds: [communityId], kinds: [kinds.person], limit: w.posts },
  ];
  const { found, strong, terms } = await similar(db, { communityId, title, body, wanted });
  const [posts, people] = found as [Similar[], Similar[]];
  const candidates = new Map<number, Candidate>();
  await addPosts(db, request, posts.filter((post) => post.score >= strong * LEAST_MATCH), candidates, w);
  addDeclared(people, strong, candidates, w);
  const involved = asking && besides !== null ? await queries.involvedIn(db, communityId, besides) : [];
  for (const personId of [0, ...request.without, ...involved]) candidates.delete(personId);
  const ranked = await rank(db, request, [...candidates.values()], w);
  const shown = queries.peopleShown(db, communityId, [...new Set([communityId, ...memberOf])], ranked.map((one) => one.personId), request.weekAgo);
  return { experts: await withEvidence(db, request, ranked), people: await shown, terms };
}

function candidate(candidates: Map<number, Candidate>, personId: number): Candidate {
  let found = candidates.get(personId);
  if (!found) candidates.set(personId, (found = { personId, evidence: 0, own: [], discussions: [] }));
  return found;
}

/** Posts vote for their authors, and the closest discussions for all who answered in them, who share that vote as in model 2. */
async function addPosts(db: Db, { communityId, besides, now }: ExpertsRequest, found: Similar[], candidates: Map<number, Candidate>, w: Weights): Promise<void> {
  const facts = new Map((await queries.votingPosts(db, communityId, found.map((post) => post.id))).map((row) => [row.id, row]));
  const voting = found.flatMap((post) => {
    const fact = facts.get(post.id);
    return fact && fact.discussion_id !== besides ? [{ post, fact }] : [];
  });
  const best = voting[0]?.post.score ?? 1;
  const discussions = new Map<number, { weight: number; askerId: number | null }>();
  for (const { post, fact } of voting) {
    const relevance = post.score / best;
    const { discussion_id: discussionId, asker_id: askerId, number } = fact;
    const weight = vote({ authorId: post.authorId, at: post.createdAt, relevance, number, askerId, accepted: fact.accepted === 1, thanked: Boolean(fact.thanks) }, now, w);
    const author = candidate(candidates, post.authorId);
    author.evidence += weight;
    author.own.push({ kind: post.kind, id: post.id, discussionId, weight });
    if (!discussions.has(discussionId) && discussions.size < w.discussions) discussions.set(discussionId, { weight: relevance ** w.power, askerId });
  }
  const writers = await queries.writersOf(db, communityId, [...discussions.keys()], MOST_WRITERS);
  for (const [discussionId, rows] of Map.groupBy(writers, (row) => row.discussion_id)) {
    const { weight, askerId } = discussions.get(discussionId)!;
    const answered = rows.filter((row) => row.person_id !== askerId);
    for (const { person_id } of answered) {
      const writer = candidate(candidates, person_id);
      writer.evidence += (w.discussion * weight) / answered.length;
      if (answered.length <= COMPANY) writer.discussions.push(discussionId);
    }
  }
}

function addDeclared(found: Similar[], strong: number, candidates: Map<number, Candidate>, w: Weights): void {
  for (const { id, score } of found) {
    const match = Math.min(1, score / strong);
    if (match < LEAST_MATCH) continue;
    candidate(candidates, id).evidence += w.declared * match ** 2;
  }
}

async function rank(db: Db, request: ExpertsRequest, candidates: Candidate[], w: Weights): Promise<Candidate[]> {
  const { communityId, spaceIds, memberOf, asking, now, limit } = request;
  const ids = candidates.map((one) => one.personId);
  const rows = Map.groupBy(await queries.answeringOf(db, communityId, spaceIds, ids), (row) => row.person_id);
  const belonging = await queries.whoBelongs(db, communityId, memberOf, ids);
  const free = asking ? await queries.whoMayBeAsked(db, [...belonging], asking) : belonging;
  const rated = candidates
    .filter(({ personId, evidence }) => evidence >= LEAST_EVIDENCE && belonging.has(personId) && free.has(personId))
    .map((one) => ({ one, score: score(one.evidence, habits(rows.get(one.personId) ?? [], now, w), w) }));
  rated.sort((a, b) => b.score - a.score || a.one.personId - b.one.personId);
  return rated.slice(0, limit).map(({ one }) => one);
}

async function withEvidence(db: Db, { communityId, kinds }: ExpertsRequest, ranked: Candidate[]): Promise<Expert[]> {
  const few = ranked.filter((one) => one.own.length < SHOWN_EVIDENCE && one.discussions.length > 0);
  const others = await queries.firstPostsOf(db, communityId, [...new Set(few.flatMap((one) => one.discussions))], few.map((one) => one.personId));
  return ranked.map(({ personId, own, discussions }) => {
    const shown = own.sort((a, b) => b.weight - a.weight || b.id - a.id);
    const theirs = others.filter((row) => row.author_id === personId && discussions.includes(row.discussion_id));
    const answers = theirs.map((row) => ({ kind: kinds.posts.at(-1)!, id: row.id, discussionId: row.discussion_id, weight: 0 }));
    const once = new Map<number, { kind: number; id: number }>();
    for (const { kind, id, discussionId } of [...shown, ...answers]) if (!once.has(discussionId)) once.set(discussionId, { kind, id });
    return { personId, evidence: [...once.values()].slice(0, SHOWN_EVIDENCE) };
  });
}
