import { stringify } from 'csv-stringify/sync';
import type { Database, Db } from '#platform/db/index.ts';
import { maySee, visibleProfile, type Closeness } from '../people/heavy.ts';
import { Directory, type Asked, type Found } from './find.ts';
import { addressesOfMembers, allMembers, type MemberRow } from './queries.ts';

interface Where {
  communityId: number;
  spaceId: number;
  closeness: Closeness;
}

/** `stamp` stays the same while no member changes: so long, they are kept. */
export type DirectoryRequest = Where & { stamp: string; asked: Asked };
export type CsvRequest = Where & { columns: Record<keyof CsvRow, string>; language: string };

interface Kept {
  stamp: string;
  rows: MemberRow[];
  seen: Map<Closeness, { stamp: string; directory: Directory }>;
}

const MOST_KEPT = 6;
const kept = new Map<number, Kept>();

/** A list of members, off the thread that serves pages. */
export async function directory({ db }: Database, { communityId, spaceId, closeness, stamp, asked }: DirectoryRequest): Promise<Found> {
  const space = await membersAt(db, communityId, spaceId, stamp);
  const before = space.seen.get(closeness);
  if (before?.stamp === space.stamp) return before.directory.find(asked);
  const directory = new Directory(space.rows, closeness, before?.directory);
  space.seen.set(closeness, { stamp: space.stamp, directory });
  return directory.find(asked);
}

async function membersAt(db: Db, communityId: number, spaceId: number, stamp: string): Promise<Kept> {
  const before = kept.get(spaceId);
  if (before?.stamp === stamp) return before;
  const space: Kept = { stamp, rows: await allMembers(db, communityId, spaceId), seen: before?.seen ?? new Map() };
  kept.delete(spaceId);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  kept.set(spaceId, space);
  return space;
}

interface CsvRow {
  name: string;
  handle: string;
  role: string;
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
    const { name, handle, role, headline, organisation, country, languages: spoken, can_help } = visibleProfile(row, closeness);
    const address = maySee(row, 'address', closeness) ? (addresses.get(row.id) ?? null) : null;
    const joined = new Date(row.joined_at).toISOString().slice(0, 10);
    return {
      name, handle, role, joined, headline, organisation, address,
      country: country && (countries.of(country) ?? country),
      languages: spoken && spoken.split(',').map((code) => languages.of(code)).join('; '),
      can_help: can_help && can_help.replaceAll('\n', '; '),
    };
  });
  return stringify(rows, { header: true, columns, escape_formulas: true, bom: true, record_delimiter: 'windows' });
}
