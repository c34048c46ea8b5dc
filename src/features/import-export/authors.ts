import type { Ctx } from '#platform/context.ts';
import { translator } from '#platform/i18n/index.ts';
import { createPerson, personByAddress } from '../people/index.ts';
import { archiveAuthor, insertArchiveAuthor } from './queries.ts';
import type { Report } from './report.ts';

const LONGEST_NAME = 80;

/** What an archive tells of an author; `key` is the same for the same author. */
export interface ArchiveAuthor {
  key: string;
  name: string;
  address: string | null;
  at: number;
}

/** The person who wrote it: whoever has the address, or a placeholder that they can claim one day. */
export async function authorOf(ctx: Ctx, communityId: number, author: ArchiveAuthor, report: Report): Promise<number | null> {
  if (!author.key.replaceAll('|', '')) return null;
  const kept = await archiveAuthor(ctx.db, communityId, author.key);
  if (kept !== null) return kept;
  const known = author.address ? await personByAddress(ctx.db, author.address) : undefined;
  const name = author.name.trim().slice(0, LONGEST_NAME) || translator('en')('import.unknown_author');
  const made = known ?? (await createPerson(ctx, { name, address: author.address, confirmedAt: null, createdAt: author.at }));
  await insertArchiveAuthor(ctx.db, communityId, author.key, made.id);
  if (!known) report.people += 1;
  return made.id;
}
