import { transaction, type Ctx } from '#platform/context.ts';
import { repeatJob } from '#platform/jobs/index.ts';
import { deleteAnswersBefore, deleteMails, oldMails, rawInUse } from '../queries.ts';

const DAY = 86_400_000;
const KEPT_DAYS = 60;
const AT_ONCE = 500;

/** Mails that are no posts are kept for some weeks, so that a host can look what became of one. */
export function setUpTidying(): void {
  repeatJob('mail_in.tidy', DAY, async (ctx) => {
    await deleteAnswersBefore(ctx.db, Math.floor(ctx.now / DAY) - 2);
    while ((await tidySome(ctx)) === AT_ONCE);
  });
}

async function tidySome(ctx: Ctx): Promise<number> {
  const mails = await oldMails(ctx.db, ctx.now - KEPT_DAYS * DAY, AT_ONCE);
  if (mails.length === 0) return 0;
  const ids = mails.map(({ id }) => id);
  for (const key of new Set(mails.map(({ raw_key }) => raw_key)))
    if (!(await rawInUse(ctx.db, key, ids))) await ctx.services.blobs.delete(key);
  await transaction(ctx, (ctx) => deleteMails(ctx.db, ids));
  return mails.length;
}
