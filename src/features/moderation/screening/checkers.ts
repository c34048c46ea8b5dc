import type { Ctx } from '#platform/context.ts';

/** What a checker sees of a contribution. */
export interface Checked {
  title: string | null;
  text: string;
  author: { name: string; written: number };
}

/** Says whether a contribution should wait for a moderator. */
export type SpamChecker = (ctx: Ctx, checked: Checked) => Promise<boolean>;

const PATIENCE_MS = 3000;
const checkers: SpamChecker[] = [];

export function addSpamChecker(checker: SpamChecker): void {
  checkers.push(checker);
}

/** Whether any checker wants a person to look. One that fails or is slow is passed over: people must be able to write. */
export async function suspicious(ctx: Ctx, checked: Checked): Promise<boolean> {
  for (const checker of checkers) {
    const verdict = await checker(ctx, checked).catch((error: unknown) => {
      ctx.services.log.warn({ err: error }, 'a spam checker failed');
      return false;
    });
    if (verdict) return true;
  }
  return false;
}

/** Asks the program at SPAM_CHECK_URL: JSON in, `{ "spam": true }` out. */
export const remoteChecker: SpamChecker = async ({ services }, checked) => {
  const { spamCheckUrl } = services.config;
  if (!spamCheckUrl) return false;
  const answer = await fetch(spamCheckUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(checked),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`the spam checker answered ${answer.status}`);
  return ((await answer.json()) as { spam?: unknown }).spam === true;
};
