import { visibleProfile, type Closeness, type Visible } from '../people/heavy.ts';
import type { MemberRow } from './queries.ts';

export const FACETS = ['help', 'language', 'country', 'organisation', 'role', 'new'] as const;
export type Facet = (typeof FACETS)[number];
export type Sort = 'newest' | 'name';

const DAY = 86_400_000;
/** How long somebody counts as a newcomer. */
export const NEWCOMER_DAYS = 30;
/** Values shown of a facet. */
const MOST_VALUES = 24;

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

// oxlint-disable-next-line no-control-regex
const PLAIN = /^[\x00-\x7f]*$/;

/** For finding: without case and accents. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().trim();
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().trim();
}

interface Entry {
  row: MemberRow;
  member: ListedMember;
  key: string;
  /** What words are looked for in; made when somebody first looks. */
  text: string | null;
  values: Record<Lasting, [value: string, label: string][]>;
}

type Lasting = Exclude<Facet, 'new'>;
const LASTING = FACETS.filter((facet): facet is Lasting => facet !== 'new');
type Counts = Map<string, FacetValue>;

/** Members as somebody so near sees them, ready to be looked through. What they do not see is not even searched. */
export class Directory {
  private readonly entries: Map<number, Entry>;
  private readonly newest: Entry[];
  private named: Entry[] | null;
  /** What everyone has in common, as most who come see it; the values shown of it. */
  private counts: Record<Lasting, Counts> | null;
  private whole: Record<Lasting, FacetValue[]> | null = null;

  /** Takes over what `before` made of the same rows, which is of no use then. */
  constructor(rows: MemberRow[], closeness: Closeness, before?: Directory) {
    this.entries = before?.entries ?? new Map();
    const fresh: Entry[] = [];
    this.newest = rows.map((row) => {
      const known = this.entries.get(row.id);
      if (known && isSame(known.row, row)) return known;
      const entry = entryOf(row, visibleProfile(row, closeness));
      fresh.push(entry);
      return entry;
    });
    const stay = before && new Set(this.newest);
    const gone = before?.newest.filter((entry) => !stay!.has(entry)) ?? [];
    for (const { row } of gone) this.entries.delete(row.id);
    for (const entry of fresh) this.entries.set(entry.row.id, entry);
    this.named = before?.named?.filter((entry) => stay!.has(entry)).concat(fresh).sort(byName) ?? null;
    this.counts = before?.counts ?? null;
    if (this.counts) for (const [entries, times] of [[gone, -1], [fresh, 1]] as const) for (const entry of entries) countLasting(this.counts, entry, times);
  }

  private sorted(sort: Sort): Entry[] {
    return sort === 'newest' ? this.newest : (this.named ??= this.newest.toSorted(byName));
  }

  find(asked: Asked): Found {
    const counting = byFacet((): Counts => new Map());
    const words = fold(asked.text).split(/\s+/).filter(Boolean);
    const chosen = FACETS.filter((facet) => asked.chosen[facet] !== undefined);
    const everyone = words.length === 0 && chosen.length === 0;
    const members: ListedMember[] = [];
    let total = 0;
    let more = false;
    for (const entry of this.sorted(asked.sort)) {
      if (words.length > 0 && !words.every((word) => textOf(entry).includes(word))) continue;
      const missed = everyone ? NONE : chosen.filter((facet) => !valuesOf(entry, facet, asked.now).some(([value]) => value === asked.chosen[facet]));
      // A facet counts what would be found with another of its values.
      if (!everyone && missed.length < 2) for (const facet of missed.length === 1 ? missed : FACETS) count(counting[facet], valuesOf(entry, facet, asked.now), 1);
      if (missed.length > 0) continue;
      total += 1;
      if (more || (asked.after && !isAfter(entry, asked.sort, asked.after))) continue;
      if (members.length < asked.limit) members.push(entry.member);
      else more = true;
    }
    const last = members.at(-1);
    const next = more && last ? { key: asked.sort === 'name' ? fold(last.name) : last.joined_at, id: last.id } : null;
    const facets = everyone ? this.inCommon(asked.now) : byFacet((facet) => commonest(counting[facet], asked.chosen[facet]));
    return { total, members, facets, next };
  }

  /** The facets of everyone: only who is new changes with time. */
  private inCommon(now: number): Found['facets'] {
    if (!this.counts) {
      this.counts = byFacet((): Counts => new Map());
      for (const entry of this.newest) countLasting(this.counts, entry, 1);
    }
    const { counts } = this;
    this.whole ??= Object.fromEntries(LASTING.map((facet) => [facet, commonest(counts[facet], undefined)])) as Record<Lasting, FacetValue[]>;
    const known = this.newest.findIndex((entry) => valuesOf(entry, 'new', now).length === 0);
    const newcomers = known === -1 ? this.newest.length : known;
    return { ...this.whole, new: newcomers > 0 ? [{ value: 'yes', label: 'yes', count: newcomers }] : [] };
  }
}

const NONE: Facet[] = [];
const byFacet = <T>(of: (facet: Facet) => T) => Object.fromEntries(FACETS.map((facet) => [facet, of(facet)])) as Record<Facet, T>;
const byName = (a: Entry, b: Entry) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.member.id - b.member.id);

function countLasting(counts: Record<Lasting, Counts>, entry: Entry, times: 1 | -1): void {
  for (const facet of LASTING) count(counts[facet], entry.values[facet], times);
}

function isSame(a: MemberRow, b: MemberRow): boolean {
  if (a === b) return true;
  for (const column in a) if (a[column as keyof MemberRow] !== b[column as keyof MemberRow]) return false;
  return true;
}

function textOf(entry: Entry): string {
  const { name, handle, headline, organisation, can_help } = entry.member;
  return (entry.text ??= fold([name, handle, headline, organisation, can_help].filter(Boolean).join('\n')));
}

// Many share an organisation or a phrase.
const MOST_LABELS = 50_000;
const labels = new Map<string, [string, string]>();

function labelled(text: string): [string, string] {
  let label = labels.get(text);
  if (!label) {
    if (labels.size >= MOST_LABELS) labels.clear();
    labels.set(text, (label = [fold(text), text]));
  }
  return label;
}

/** A role of a community's own is no role of Copse, though it be called the same. */
export const NAMED = '~';
function named(name: string): [string, string] {
  return [NAMED + fold(name), name];
}

function entryOf(row: MemberRow, member: ListedMember): Entry {
  const code = (text: string): [string, string] => [text, text];
  return {
    row,
    member,
    key: fold(member.name),
    text: null,
    values: {
      role: [code(member.role), ...(member.named?.split('\n').map(named) ?? [])],
      country: member.country ? [code(member.country)] : [],
      language: member.languages?.split(',').map(code) ?? [],
      organisation: member.organisation ? [labelled(member.organisation)] : [],
      help: member.can_help?.split('\n').map(labelled) ?? [],
    },
  };
}

function valuesOf(entry: Entry, facet: Facet, now: number): [string, string][] {
  if (facet !== 'new') return entry.values[facet];
  return entry.member.joined_at > now - NEWCOMER_DAYS * DAY ? [['yes', 'yes']] : [];
}

function count(counted: Counts, values: [string, string][], times: 1 | -1): void {
  for (const [value, label] of values) {
    const known = counted.get(value);
    if (!known) counted.set(value, { value, label, count: times });
    else if ((known.count += times) === 0) counted.delete(value);
  }
}

function isAfter({ key, member }: Entry, sort: Sort, after: NonNullable<Asked['after']>): boolean {
  if (sort === 'name') return key > String(after.key) || (key === after.key && member.id > after.id);
  return member.joined_at < Number(after.key) || (member.joined_at === after.key && member.id < after.id);
}

/** The commonest values, and the chosen one though it be rare. */
function commonest(counted: Counts, chosen: string | undefined): FacetValue[] {
  // Most of many values are rare: they are not even sorted.
  const least = Uint32Array.from(counted.values(), (one) => one.count).sort().at(-MOST_VALUES) ?? 0;
  const all = [...counted.values()].filter((one) => one.count >= least || one.value === chosen).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return all.filter((one, index) => index < MOST_VALUES || one.value === chosen);
}
