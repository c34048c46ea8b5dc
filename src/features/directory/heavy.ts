import { stringify } from 'csv-stringify/sync';
import type { Database, Db } from '#platform/db/index.ts';
import { maySee, visibleProfile, type Closeness } from '../people/heavy.ts';
import { Directory, type Asked, type Found } from './find.ts';
import { addressesOfMembers, allMembers, membersAmong, type MemberRow } from './queries.ts';
import type { Stamp } from './stamp.ts';

interface Where {
  communityId: number;
  spaceId: number;
  closeness: Closeness;
}

export type DirectoryRequest = Where & { stamp: Stamp; asked: Asked };
export type CsvRequest = Where & { columns: Record<keyof CsvRow, string>; language: string };

interface Kept {
  stamp: Stamp;
  rows: MemberRow[];
  /** As those see them who stand so near; each made of certain rows. */
  seen: Map<Closeness, { rows: MemberRow[]; directory: Directory }>;
}

const MOST_KEPT = 6;
const kept = new Map<number, Kept>();

/** A list of members, off the thread that serves pages. */
export async function directory({ db }: Database, { communityId, spaceId, closeness, stamp, asked }: DirectoryRequest): Promise<Found> {
  const { rows, seen } = await membersAt(db, communityId, spaceId, stamp);
  const before = seen.get(closeness);
  if (before?.rows === rows) return before.directory.find(asked);
  const directory = new Directory(rows, closeness, before?.directory);
  seen.set(closeness, { rows, directory });
  return directory.find(asked);
}

/** The members of a space, kept until a stamp tells of a change; then those whom it concerns are read anew. */
async function membersAt(db: Db, communityId: number, spaceId: number, stamp: Stamp): Promise<Kept> {
  const before = kept.get(spaceId);
  const missed = before?.stamp.era === stamp.era ? stamp.version - before.stamp.version : Infinity;
  if (before && missed <= 0) return before;
  const rows = before && missed <= stamp.people.length ? await renewed(db, communityId, spaceId, before.rows, new Set(stamp.people.slice(-missed))) : await allMembers(db, communityId, spaceId);
  const space: Kept = { stamp, rows, seen: before?.seen ?? new Map() };
  kept.delete(spaceId);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(spaceId, space);
  return space;
}

async function renewed(db: Db, communityId: number, spaceId: number, rows: MemberRow[], changed: Set<number>): Promise<MemberRow[]> {
  const anew = await membersAmong(db, communityId, spaceId, [...changed]);
  if (anew.length === 0 && !rows.some((row) => changed.has(row.id))) return rows;
  return [...anew, ...rows.filter((row) => !changed.has(row.id))].sort((a, b) => b.joined_at - a.joined_at || b.id - a.id);
}

interface CsvRow {
  name: string;
  handle: string;
  role: string;
  named_roles: string | null;
  joined: string;
  headline: string | null;
  organisation: string | null;
  country: string | null;
  languages: string | null;
  can_help: string | null;
  address: string | null;
}

/** All members of a space as CSV (RFC 4180), with what each lets somebody so near see; a cell never begins a formula. */
export async function directoryCsv({ db }: Database, { communityId, spaceId, closeness, columns, language }: CsvRequest): Promise<string> {
  const countries = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const languages = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  const [members, addresses] = await Promise.all([allMembers(db, communityId, spaceId), addressesOfMembers(db, communityId, spaceId)]);
  const rows = members.map((row): CsvRow => {
    const { name, handle, role, named, headline, organisation, country, languages: spoken, can_help } = visibleProfile(row, closeness);
    const address = maySee(row, 'address', closeness) ? (addresses.get(row.id) ?? null) : null;
    const joined = new Date(row.joined_at).toISOString().slice(0, 10);
    return {
      name, handle, role, named_roles: named && named.replaceAll('\n', '; '), joined, headline, organisation, address,
      country: country && (countries.of(country) ?? country),
      languages: spoken && spoken.split(',').map((code) => languages.of(code)).join('; '),
      can_help: can_help && can_help.replaceAll('\n', '; '),
    };
  });
  return stringify(rows, { header: true, columns, escape_formulas: true, bom: true, record_delimiter: 'windows' });
}
