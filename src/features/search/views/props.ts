import type { Piece } from '#platform/search/index.ts';
import type { Found } from '../sources.ts';

export interface Result extends Found {
  kind: string;
  label: string;
  pieces: Piece[];
  titlePieces: Piece[];
}

export interface FacetChoice {
  value: string;
  label: string;
  /** The label is a key of the texts. */
  translate?: boolean;
  count: number;
}

export type FacetName = 'kind' | 'in' | 'is' | 'tag' | 'by' | 'after';

export interface SearchProps {
  action: string;
  text: string;
  params: Record<string, string>;
  results: Result[];
  total: number;
  loose: boolean;
  suggestion: string | null;
  facets: Record<FacetName, FacetChoice[]> | null;
  number: number;
  last: number;
}
