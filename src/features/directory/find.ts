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
  values: Record<Exclude<Facet, 'new'>, [value: string, label: string][]>;
}

/** Members as somebody so near sees them, ready to be looked through. What they do not see is not even searched. */
export class Directory {
  private readonly newest: Entry[];
  private named: Entry[] | null = null;
  /** The counts of everyone, as most who come see them; those of newcomers change with time. */
  private whole: { minute: number; facets: Found['facets'] } | null = null;

  /** What was made of the same rows `before` is used again. */
  constructor(rows: MemberRow[], closeness: Closeness, before?: Directory) {
    const made = new Map(before?.newest.map((entry) => [entry.row.id, entry]));
    this.newest = rows.map((row) => {
      const known = made.get(row.id);
      return known && isSame(known.row, row) ? known : entryOf(row, visibleProfile(row, closeness));
    });
  }

  private sorted(sort: Sort): Entry[] {
    if (sort === 'newest') return this.newest;
    return (this.named ??= this.newest.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.member.id - b.member.id)));
  }

  find(asked: Asked): Found {
    const counting = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, FacetValue>()])) as Record<Facet, Map<string, FacetValue>>;
    const words = fold(asked.text).split(/\s+/).filter(Boolean);
    const chosen = FACETS.filter((facet) => asked.chosen[facet] !== undefined);
    const minute = Math.floor(asked.now / 60_000);
    const known = words.length === 0 && chosen.length === 0 && this.whole?.minute === minute ? this.whole.facets : null;
    const members: ListedMember[] = [];
    let total = 0;
    let more = false;
    for (const entry of this.sorted(asked.sort)) {
      if (words.length > 0 && !words.every((word) => textOf(entry).includes(word))) continue;
      const missed = chosen.filter((facet) => !valuesOf(entry, facet, asked.now).some(([value]) => value === asked.chosen[facet]));
      // A facet counts what would be found with another of its values.
      if (!known && missed.length < 2) for (const facet of missed.length === 1 ? missed : FACETS) count(counting[facet], valuesOf(entry, facet, asked.now));
      if (missed.length > 0) continue;
      total += 1;
      if (asked.after && !isAfter(entry, asked.sort, asked.after)) continue;
      if (members.length < asked.limit) members.push(entry.member);
      else more = true;
    }
    const last = members.at(-1);
    const next = more && last ? { key: asked.sort === 'name' ? fold(last.name) : last.joined_at, id: last.id } : null;
    const facets = known ?? (Object.fromEntries(FACETS.map((facet) => [facet, commonest(counting[facet], asked.chosen[facet])])) as Found['facets']);
    if (words.length === 0 && chosen.length === 0) this.whole = { minute, facets };
    return { total, members, facets, next };
  }
}

function isSame(a: MemberRow, b: MemberRow): boolean {
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

function entryOf(row: MemberRow, member: ListedMember): Entry {
  const code = (text: string): [string, string] => [text, text];
  return {
    row,
    member,
    key: fold(member.name),
    text: null,
    values: {
      role: [code(member.role)],
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
