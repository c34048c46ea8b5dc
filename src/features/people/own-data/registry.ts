import type { Readable } from 'node:stream';
import type { Ctx } from '#platform/context.ts';
import * as queries from './queries.ts';

/** A file of somebody's export. */
export interface OwnFile {
  /** Within the ZIP, such as `posts/12-handwashing.md`. */
  path: string;
  content: Buffer | Readable;
}

/** Somebody who leaves: the host, or one community of it. */
export interface Leaving {
  personId: number;
  /** What must be found nowhere afterwards. */
  traces: Traces;
  /** Whether what was written stays, under a former member's name. */
  keep: boolean;
  /** The community that is left; null when the account is erased. */
  communityId: number | null;
  /** Who stands where the person stood in a community: nobody in particular, one for each community. */
  former(communityId: number): Promise<number>;
  /** Files to be deleted once all is written. */
  blobs: string[];
  /** Communities in which something is found no longer: what they keep for searching is made anew. */
  touched: Set<number>;
}

export interface Traces {
  name: string;
  handle: string;
  addresses: string[];
  /** What is written instead, in the person's language. */
  instead: string;
}

/** What a feature keeps of people: how it is given to its owner, and how it is taken away. */
export interface PersonalData {
  /** Names its file in the export. */
  name: string;
  /** Every column that it covers, as `table.column`: the test of completeness reads the schema and asks for each that names a person. */
  columns: string[];
  /** Rows for the export, as the owner should read them. */
  export?(ctx: Ctx, personId: number): Promise<object[]>;
  /** Files for the export: what was uploaded, what was written as Markdown. */
  files?(ctx: Ctx, personId: number): AsyncIterable<OwnFile>;
  /** Takes all of it away when an account is erased. */
  erase(ctx: Ctx, leaving: Leaving): Promise<void>;
  /** Takes the person's name off what they wrote in `leaving.communityId`, when they leave that community only. */
  anonymise?(ctx: Ctx, leaving: Leaving): Promise<void>;
  /** Gives what somebody without an account has to whoever proved to be them. What is left over goes with who had it. */
  takeOver?(ctx: Ctx, who: Proved): Promise<void>;
}

/** Somebody who came with an archive or a list, and the person with an account who proved to be them; by id. */
export interface Proved {
  from: number;
  to: number;
}

const all = new Map<string, PersonalData>();

/**
 * Says what a feature keeps of people. A new table with a column that names a person needs one line in the
 * feature's `setUp`, or `my-data/my-data.test.ts` fails:
 *
 * - rows that belong to the person (`bookmarks`, `follows`): `addPersonalData(ownRows('bookmarks.person_id'))`.
 *   They are exported whole, and deleted. Leave out what is secret: `ownRows('api_tokens.person_id', { without: ['hash'] })`.
 * - rows of the community that only say who did something (`item_states.by_id`): `addPersonalData(signedRows('item_states.by_id'))`.
 *   They are exported, and from then on say "a former member".
 * - anything else (kept counts, files, texts): an object of your own.
 *
 * Who is not meant at all (a column that never holds a living person) is exempt by `exemptColumn('table.column', 'why')`.
 */
export function addPersonalData(data: PersonalData): void {
  all.set(data.name, data);
}

const exempt = new Map<string, string>();

/** A column that looks as if it named a person, and need not be covered; say why. */
export function exemptColumn(column: string, why: string): void {
  exempt.set(column, why);
}

/** Everything registered; what was registered later is taken away earlier, so that people go last. */
export function personalData(): PersonalData[] {
  return [...all.values()].reverse();
}

/** `table.column` of all that is covered or exempt. */
export function coveredColumns(): Set<string> {
  return new Set([...exempt.keys(), ...personalData().flatMap(({ columns }) => columns)]);
}

interface RowOptions {
  /** Columns that are nobody's business, not even the owner's. */
  without?: string[];
  /** Columns that, with the person, are there once. Where it is given, even empty, rows go along when somebody proves to be that person. */
  key?: string[];
}

/** Rows that belong to a person. */
export function ownRows(column: string, { without = [], key }: RowOptions = {}): PersonalData {
  const [table, name] = column.split('.') as [string, string];
  return {
    name: table,
    columns: [column],
    export: async ({ db }, personId) => (await queries.rowsOf(db, table, name, personId)).map((row) => leaveOut(row, without)),
    erase: ({ db }, { personId }) => queries.deleteRows(db, table, name, personId),
    ...(key && { takeOver: ({ db }: Ctx, who: Proved) => queries.moveRows(db, table, name, who, key) }),
  };
}

/** Rows of a community, or of the host, that say who did something. */
export function signedRows(column: string, { without = [], key = [] }: RowOptions = {}): PersonalData {
  const [table, name] = column.split('.') as [string, string];
  const sign = (ctx: Ctx, leaving: Leaving) => signOver(ctx, table, name, leaving);
  return {
    name: `${table}.${name}`,
    columns: [column],
    export: async ({ db }, personId) => (await queries.rowsOf(db, table, name, personId)).map((row) => leaveOut(row, without)),
    erase: sign,
    anonymise: sign,
    takeOver: ({ db }, who) => queries.moveRows(db, table, name, who, key),
  };
}

/** Puts a former member where the person stood, in each community by itself. */
export async function signOver(ctx: Ctx, table: string, column: string, leaving: Leaving): Promise<void> {
  const communities = leaving.communityId === null ? await queries.communitiesIn(ctx.db, table, column, leaving.personId) : [leaving.communityId];
  for (const communityId of communities) await queries.signOver(ctx.db, table, column, { from: leaving.personId, to: await leaving.former(communityId), communityId });
}

function leaveOut(row: Record<string, unknown>, without: string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([key, value]) => !without.includes(key) && !(value instanceof Uint8Array)));
}
