import { announce, whisper } from '#platform/announce.ts';
import { transaction, type Ctx } from '#platform/context.ts';
import { slug } from '#platform/text/excerpt.ts';
import * as queries from './queries.ts';

const LONGEST_HANDLE = 30;

/** What there is to know of somebody who is added. */
export interface NewPerson {
  name: string;
  handle?: string;
  /** Without an account the person is a placeholder. */
  accountId?: string | null;
  address?: string | null;
  /** When the address was confirmed; null for one that was only seen. */
  confirmedAt?: number | null;
  headline?: string | null;
  organisation?: string | null;
  country?: string | null;
  bio?: string | null;
  bioHtml?: string | null;
  language?: string;
  timeZone?: string;
  createdAt?: number;
}

/** Adds a person, with a handle made of the name. */
export async function createPerson(ctx: Ctx, person: NewPerson): Promise<{ id: number; handle: string }> {
  return transaction(ctx, async (ctx) => {
    const handle = await freeHandle(ctx, person.handle ?? person.name);
    const id = await queries.insertPerson(ctx.db, {
      account_id: person.accountId ?? null,
      handle,
      name: person.name,
      headline: person.headline ?? null,
      organisation: person.organisation ?? null,
      country: person.country ?? null,
      bio: person.bio ?? null,
      bio_html: person.bioHtml ?? null,
      photo_key: null,
      ...(person.language && { language: person.language }),
      ...(person.timeZone && { time_zone: person.timeZone }),
      theme: null,
      created_at: person.createdAt ?? ctx.now,
      seen_at: null,
    });
    if (person.address) {
      const address = { address: person.address, person_id: id, confirmed_at: person.confirmedAt ?? null, created_at: ctx.now };
      await queries.insertAddress(ctx.db, address);
    }
    return { id, handle };
  });
}

/** A handle of letters, digits and hyphens that nobody has: the name, then with a number. */
async function freeHandle(ctx: Ctx, from: string): Promise<string> {
  const plain = slug(from, LONGEST_HANDLE).replace(/[^a-z0-9-]/g, '').replace(/^-+|-+$/g, '');
  const stem = plain || 'member';
  const wanted = [stem, ...Array.from({ length: 19 }, (_, n) => `${stem}-${n + 2}`)];
  const taken = await queries.takenHandles(ctx.db, wanted);
  return wanted.find((handle) => !taken.has(handle)) ?? `${stem}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The person of an account whose address is confirmed: made when there is none, or the placeholder with that address. */
export async function ensurePerson(ctx: Ctx, account: { id: string; name: string; email: string }, more: Partial<NewPerson> = {}): Promise<number> {
  return transaction(ctx, async (ctx) => {
    const own = await queries.personByAccount(ctx.db, account.id);
    if (own) return own.id;
    const known = await queries.personByAddress(ctx.db, account.email);
    if (known && known.account_id === null) return claim(ctx, known.id, account);
    const person = { ...more, name: account.name, accountId: account.id, address: account.email, confirmedAt: ctx.now };
    return (await createPerson(ctx, person)).id;
  });
}

// The confirmed address is the proof: what was written from it belongs to whoever reads its mail.
async function claim(ctx: Ctx, personId: number, account: { id: string; name: string; email: string }): Promise<number> {
  await queries.updatePerson(ctx.db, personId, { account_id: account.id, name: account.name });
  await queries.confirmAddress(ctx.db, account.email, personId, ctx.now);
  whisper(ctx, 'viewer', { personId });
  await announce(ctx, 'people.claimed', { communityId: 0, personId });
  return personId;
}
