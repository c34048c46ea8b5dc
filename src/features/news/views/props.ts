import type { ListedNews } from '../queries.ts';
import type { NewsType } from '../tables.ts';

export interface Picture {
  src: string;
  alt: string;
  width: number;
  height: number;
}

export interface NewsLine extends ListedNews {
  href: string;
  picture: Picture | null;
  /** The room it stands in, when another than where one is. */
  room: { name: string; href: string } | null;
}

export interface Month {
  month: string;
  count: number;
}

/** What the form shows: everything typed, as text. */
export type Typed = Record<string, string>;

export interface Choosable {
  muted: NewsType[];
  mail: boolean;
}
