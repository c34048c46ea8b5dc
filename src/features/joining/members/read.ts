import { parse } from 'csv-parse/sync';
import { invalidField } from '#platform/errors.ts';
import { address as addressSchema } from '../../people/index.ts';
import type { Role } from '../../communities/index.ts';
import { countryCode, mapHeads, type Column } from './columns.ts';

const MOST_ROWS = 5000;
const LONGEST = 200;

/** A line of a list, as it was understood. */
export interface ListedMember {
  line: number;
  address: string;
  name: string;
  organisation: string | null;
  country: string | null;
  language: string | null;
  role: Role;
  /** Why it cannot be used: a key of the texts. */
  problem: string | null;
}

export interface ReadList {
  /** Heads as they stand in the file, and what each was taken for. */
  heads: { head: string; column: Column | null }[];
  members: ListedMember[];
}

/** Text of a file in UTF-8, UTF-16 or, when it is neither, Windows-1252. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the first line has most of, as spreadsheets of different countries write them. */
const separatorOf = (text: string) => [',', ';', '\t'].map((mark) => ({ mark, count: text.split('\n', 1)[0]!.split(mark).length })).sort((a, b) => b.count - a.count)[0]!.mark;

/** Reads a list of members (RFC 4180, and what spreadsheets make of it). Throws where it is no list at all. */
export function readList(bytes: Buffer): ReadList {
  const text = textOf(bytes).replace(/\0/g, '');
  let rows: string[][];
  try {
    rows = parse(text, { delimiter: separatorOf(text), bom: true, relax_column_count: true, skip_empty_lines: true, trim: true, to_line: MOST_ROWS * 3, max_record_size: 20_000 });
  } catch {
    throw invalidField('file', 'joining.error.list');
  }
  const [first, ...rest] = rows;
  const columns = mapHeads(first ?? []);
  if (!first || !columns.includes('address')) throw invalidField('file', 'joining.error.no_address_column');
  if (rest.length > MOST_ROWS) throw invalidField('file', 'joining.error.long_list', { count: MOST_ROWS });
  const seen = new Set<string>();
  const members = rest.map((cells, index) => readLine(cells, columns, index + 2, seen));
  return { heads: first.map((head, index) => ({ head: head.slice(0, LONGEST), column: columns[index] ?? null })), members };
}

function readLine(cells: string[], columns: (Column | null)[], line: number, seen: Set<string>): ListedMember {
  const cell = (column: Column) => (cells[columns.indexOf(column)] ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  const address = cell('address').toLowerCase();
  const name = cell('name') || [cell('given'), cell('family')].filter(Boolean).join(' ') || address.split('@')[0]!;
  const problem = !addressSchema.safeParse(address).success ? 'joining.error.wrong_address_line' : seen.has(address) ? 'joining.error.twice' : null;
  seen.add(address);
  const role = (['guest', 'member', 'facilitator'] as const).find((known) => known === cell('role').toLowerCase()) ?? 'member';
  const language = /^[a-z]{2,3}$/i.test(cell('language')) ? cell('language').toLowerCase() : null;
  return { line, address, name: name.slice(0, 80), organisation: cell('organisation') || null, country: cell('country') ? countryCode(cell('country')) : null, language, role, problem };
}
