import { transaction, type Ctx } from '../context.ts';
import * as queries from './queries.ts';

export { deleteSubmissionsBefore } from './queries.ts';

/** A key for one rendering of a form: sending it twice does its work once. */
export function onceKey(): string {
  return crypto.randomUUID();
}

/**
 * Does `work` once for a person and key, in one transaction, and answers every repetition with the
 * result of the first. Two that arrive together wait for one another at the unique key.
 */
export async function once<T>(ctx: Ctx, key: string | null, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { personId } = ctx.viewer;
  if (!key || personId === null) return transaction(ctx, work);
  return transaction(ctx, async (ctx) => {
    if (!(await queries.insertSubmission(ctx.db, personId, key, ctx.now)))
      return JSON.parse((await queries.submissionResult(ctx.db, personId, key))!) as T;
    const result = await work(ctx);
    await queries.setSubmissionResult(ctx.db, personId, key, JSON.stringify(result));
    return result;
  });
}
