/** How relevance is weighed. Chosen on public retrieval collections: bench/search-quality.ts. */
export interface Weights {
  k1: number;
  bTitle: number;
  bBody: number;
  title: number;
  /** How much a document gains that covers all words of the query. */
  coverage: number;
  /** How much a document of today gains over a very old one. */
  recency: number;
}

export const WEIGHTS: Weights = { k1: 1.9, bTitle: 0.5, bBody: 0.75, title: 2.5, coverage: 0.2, recency: 0.04 };

/** Days after which the gain of being recent has halved. */
export const RECENCY_DAYS = 365;

/**
 * Robertson and Spärck Jones' weight of a term that stands in `df` of `n` documents, never below zero
 * (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, §3.2 and 3.4).
 */
export function idf(n: number, df: number): number {
  return Math.log(1 + (n - df + 0.5) / (df + 0.5));
}

/** Most texts are shorter than so many words: what their length does is worked out once. */
const SHORT = 2048;

/** BM25F (same, §3.6): term frequencies of the fields, each normalised by its field's length, then saturated together. */
export class Saturation {
  private readonly weights: Weights;
  private readonly titleOf: (length: number) => number;
  private readonly bodyOf: (length: number) => number;
  private readonly titles: Float64Array;
  private readonly bodies: Float64Array;

  constructor(weights: Weights, average: { title: number; body: number }) {
    this.weights = weights;
    this.titleOf = (length) => 1 - weights.bTitle + (weights.bTitle * length) / (average.title || 1);
    this.bodyOf = (length) => 1 - weights.bBody + (weights.bBody * length) / (average.body || 1);
    this.titles = Float64Array.from({ length: SHORT }, (_, length) => this.titleOf(length));
    this.bodies = Float64Array.from({ length: SHORT }, (_, length) => this.bodyOf(length));
  }

  of(title: number, body: number, titleLength: number, bodyLength: number): number {
    const { k1, title: worth } = this.weights;
    let together = body / (bodyLength < SHORT ? this.bodies[bodyLength]! : this.bodyOf(bodyLength));
    if (title > 0) together += (worth * title) / (titleLength < SHORT ? this.titles[titleLength]! : this.titleOf(titleLength));
    return (together * (k1 + 1)) / (k1 + together);
  }
}
