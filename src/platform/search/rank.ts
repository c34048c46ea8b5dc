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

/** BM25F (same, §3.6): term frequencies of the fields, each normalised by its field's length, then saturated together. */
export function bm25f(
  weights: Weights,
  frequency: { title: number; body: number },
  length: { title: number; body: number },
  average: { title: number; body: number },
): number {
  const title = (weights.title * frequency.title) / (1 - weights.bTitle + (weights.bTitle * length.title) / (average.title || 1));
  const body = frequency.body / (1 - weights.bBody + (weights.bBody * length.body) / (average.body || 1));
  const together = title + body;
  return (together * (weights.k1 + 1)) / (weights.k1 + together);
}
