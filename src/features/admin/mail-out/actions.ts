import { notFound } from '#platform/errors.ts';
import { discardFailed, failedOutgoing, retryFailed, type Failed } from '#platform/mail/outbox/queries.ts';
import type { AdminCtx } from '../access.ts';

export type { Failed };
/** One mail, all to an address, or all. */
export type Which = { id: number } | { to: string } | 'all';

export const A_PAGE = 50;

/** Mails that were given up, newest first; of one address, or all. */
export async function failedMails({ db }: AdminCtx, to: string | null, before: string | null) {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(before ?? '') ?? [];
  const rows = await failedOutgoing(db, { to, before: at ? { at: Number(at), id: Number(id) } : null, limit: A_PAGE + 1 });
  const mails = rows.slice(0, A_PAGE).map(({ message, ...row }) => ({ ...row, subject: String((JSON.parse(message) as { subject?: unknown }).subject ?? '') }));
  const last = mails.at(-1);
  return { mails, older: rows.length > A_PAGE && last ? `${last.failed_at}.${last.id}` : null };
}

/** Sends them once more, as if they had been written now. */
export async function tryAgain({ db, now, services }: AdminCtx, which: Which): Promise<number> {
  const count = await retryFailed(db, which, now);
  if (count === 0 && which !== 'all') throw notFound();
  services.jobs.wake();
  return count;
}

export async function discard({ db }: AdminCtx, which: Which): Promise<number> {
  const count = await discardFailed(db, which);
  if (count === 0 && which !== 'all') throw notFound();
  return count;
}
