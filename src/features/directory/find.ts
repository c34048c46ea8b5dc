import { visibleProfile, type Closeness, type Visible } from '../people/heavy.ts';
import type { MemberRow } from './queries.ts';

export const FACETS = ['role', 'country', 'language', 'organisation', 'help', 'new'] as const;
export type Facet = (typeof FACETS)[number];
export type Sort = 'newest' | 'name';

const DAY = 86_400_000;
/** How long somebody counts as a newcomer. */
export const NEWCOMER_DAYS = 30;
/** Values shown of a facet. */
const MOST_VALUES = 15;

/** What a list of members is asked for. */
export interface Asked {
  /** Words of names, handles, and of what may be seen of what people do and can help with. */
  text: string;
  chosen: Partial<Record<Facet, string>>;
  sort: Sort;
  /** The last one of the page before: what it is sorted by, and its id. */
  after: { key: string | number; id: number } | null;
  limit: number;
  now: number;
}

export interface FacetValue {
  value: string;
  label: string;
  count: number;
}

export type ListedMember = Visible<MemberRow>;

export interface Found {
  total: number;
  members: ListedMember[];
  facets: Record<Facet, FacetValue[]>;
  /** Where the next page begins. */
  next: { key: string | number; id: number } | null;
}

/** For finding: without case and accents. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().trim();
}

interface Entry {
  member: ListedMember;
  key: string;
  text: string;
  values: Record<Exclude<Facet, 'new'>, [value: string, label: string][]>;
}

/** Members as somebody so near sees them, ready to be looked through. What they do not see is not even searched. */
export class Directory {
  private readonly newest: Entry[];
  private named: Entry[] | null = null;

  constructor(rows: MemberRow[], closeness: Closeness) {
    this.newest = rows.map((row) => entryOf(visibleProfile(row, closeness)));
  }

  private sorted(sort: Sort): Entry[] {
    if (sort === 'newest') return this.newest;
    return (this.named ??= this.newest.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.member.id - b.member.id)));
  }

  find(asked: Asked): Found {
    const counting = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, FacetValue>()])) as Record<Facet, Map<string, FacetValue>>;
    const words = fold(asked.text).split(/\s+/).filter(Boolean);
    const members: ListedMember[] = [];
    let total = 0;
    let more = false;
    for (const entry of this.sorted(asked.sort)) {
      if (!words.every((word) => entry.text.includes(word))) continue;
      const missed = FACETS.filter((facet) => asked.chosen[facet] !== undefined && !valuesOf(entry, facet, asked.now).some(([value]) => value === asked.chosen[facet]));
      // A facet counts what would be found with another of its values.
      if (missed.length < 2) for (const facet of missed.length === 1 ? missed : FACETS) count(counting[facet], valuesOf(entry, facet, asked.now));
      if (missed.length > 0) continue;
      total += 1;
      if (asked.after && !isAfter(entry, asked.sort, asked.after)) continue;
      if (members.length < asked.limit) members.push(entry.member);
      else more = true;
    }
    const last = members.at(-1);
    const next = more && last ? { key: asked.sort === 'name' ? fold(last.name) : last.joined_at, id: last.id } : null;
    const facets = Object.fromEntries(FACETS.map((facet) => [facet, commonest(counting[facet], asked.chosen[facet])])) as Found['facets'];
    return { total, members, facets, next };
  }
}

function entryOf(member: ListedMember): Entry {
  const phrases = member.can_help?.split('\n') ?? [];
  const labelled = (texts: (string | null)[]) => texts.flatMap((text): [string, string][] => (text ? [[fold(text), text]] : []));
  const codes = (texts: (string | null)[]) => texts.flatMap((code): [string, string][] => (code ? [[code, code]] : []));
  return {
    member,
    key: fold(member.name),
    text: fold([member.name, member.handle, member.headline, member.organisation, ...phrases].filter(Boolean).join(' \n ')),
    values: {
      role: codes([member.role]),
      country: codes([member.country]),
      language: codes(member.languages?.split(',') ?? []),
      organisation: labelled([member.organisation]),
      help: labelled(phrases),
    },
  };
}

function valuesOf(entry: Entry, facet: Facet, now: number): [string, string][] {
  if (facet !== 'new') return entry.values[facet];
  return entry.member.joined_at > now - NEWCOMER_DAYS * DAY ? [['yes', 'yes']] : [];
}

function count(counted: Map<string, FacetValue>, values: [string, string][]): void {
  for (const [value, label] of values) {
    const known = counted.get(value);
    if (known) known.count += 1;
    else counted.set(value, { value, label, count: 1 });
  }
}

function isAfter({ key, member }: Entry, sort: Sort, after: NonNullable<Asked['after']>): boolean {
  if (sort === 'name') return key > String(after.key) || (key === after.key && member.id > after.id);
  return member.joined_at < Number(after.key) || (member.joined_at === after.key && member.id < after.id);
}

/** The commonest values, and the chosen one though it be rare. */
function commonest(counted: Map<string, FacetValue>, chosen: string | undefined): FacetValue[] {
  const all = [...counted.values()].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return all.filter((one, index) => index < MOST_VALUES || one.value === chosen);
}
