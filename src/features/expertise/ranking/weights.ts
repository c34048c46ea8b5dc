import { decayedCount, LATELY, STEADILY } from '../activity/decay.ts';

/**
 * How people are ranked for a question. Measured by `bench/expertise-quality.ts`; see
 * docs/decisions/008-expertise.md before changing one: what is not measured was left at a round number.
 */
export interface Weights {
  /** Posts that vote. */
  posts: number;
  /** A post's vote falls with this power of its relevance, so that the closest decide. */
  power: number;
  /** What an old post keeps of its vote, and the days after which the rest has halved. */
  oldVote: number;
  voteHalfLife: number;
  /** What the vote of a post is worth that asks, or that follows up in one's own discussion. */
  asking: number;
  following: number;
  accepted: number;
  thanked: number;
  /** The discussions closest to the question: those who answered there share its vote. */
  discussions: number;
  discussion: number;
  /** The vote of what people say of themselves. */
  declared: number;
  /** Keeps little evidence, and little activity, from counting for nothing. */
  evidenceFloor: number;
  activityFloor: number;
  /** What the steady count adds to that of these weeks. */
  steadily: number;
  /** How much activity weighs beside evidence. */
  activity: number;
  /** And of what somebody writes: how much of it answers others, and how often they are the first to. */
  answering: number;
  first: number;
}

export const WEIGHTS: Weights = {
  posts: 200,
  power: 2,
  oldVote: 0.6,
  voteHalfLife: 20,
  asking: 0.3,
  following: 0.3,
  accepted: 1.5,
  thanked: 1.25,
  discussions: 10,
  discussion: 0.5,
  declared: 0.8,
  evidenceFloor: 0.05,
  activityFloor: 0.3,
  steadily: 0.1,
  activity: 0.5,
  answering: 1,
  first: 0.3,
};

const DAY = 86_400_000;

/** What is known of a post that votes. */
export interface Voting {
  authorId: number;
  at: number;
  /** Between 0 and 1, the closest post being 1. */
  relevance: number;
  number: number;
  askerId: number | null;
  accepted: boolean;
  thanked: boolean;
}

/**
 * The vote of a post for its author: documents about the question are evidence for those who wrote them
 * (Balog, Azzopardi & de Rijke 2006, model 2; Macdonald & Ounis 2006, whose expCombMNZ this follows in
 * letting the best documents weigh far more than the many).
 */
export function vote(post: Voting, now: number, w: Weights): number {
  const fresh = w.oldVote + (1 - w.oldVote) * 0.5 ** (Math.max(0, now - post.at) / DAY / w.voteHalfLife);
  const role = post.number === 1 ? w.asking : post.authorId === post.askerId ? w.following : 1;
  return post.relevance ** w.power * fresh * role * (post.accepted ? w.accepted : 1) * (post.thanked ? w.thanked : 1);
}

/** How somebody answers others, apart from what is asked. */
export interface Habits {
  activity: number;
  /** What of their posts answers others, and what of their answers is the first; of little known, as of anybody. */
  answering: number;
  first: number;
}

/** The prior of a person at a moment, over the spaces where they write. */
export function habits(rows: { lately: number; steadily: number; posts: number; answers: number; firsts: number }[], now: number, w: Weights): Habits {
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const answers = sum((row) => row.answers);
  return {
    activity: sum((row) => decayedCount(row.lately, LATELY, now) + w.steadily * decayedCount(row.steadily, STEADILY, now)),
    answering: (answers + 1) / (sum((row) => row.posts) + 2),
    first: (sum((row) => row.firsts) + 1) / (answers + 3),
  };
}

/** Evidence and readiness multiply, each by its power: either alone does not make a helper. */
export function score(evidence: number, { activity, answering, first }: Habits, w: Weights): number {
  return Math.log(w.evidenceFloor + evidence) + w.activity * Math.log(w.activityFloor + activity) + w.answering * answering + w.first * Math.log(first);
}
