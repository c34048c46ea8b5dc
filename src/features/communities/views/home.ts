import type { Component } from 'svelte';
import type { Space } from '../queries.ts';

export interface LoadedPart {
  view: Component<never>;
  props: object;
}

export interface HomeProps {
  space: Space;
  href: string;
  /** Given name to greet; null for the anonymous. */
  viewerName: string | null;
  /** The heading above the ways to begin something; null for those who cannot, and where something else is asked. */
  asks: string | null;
  canJoin: boolean;
  canAsk: boolean;
  lead: LoadedPart[];
  main: LoadedPart[];
  rail: LoadedPart[];
}
