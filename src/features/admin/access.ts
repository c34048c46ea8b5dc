import type { Ctx } from '#platform/context.ts';
import { notAllowed, notFound } from '#platform/errors.ts';

declare const administers: unique symbol;

/** A context of somebody who runs the host. */
export type AdminCtx = Ctx & { readonly [administers]: true };

/** For those who run the host. For others there is nothing here. */
export function adminCtx(ctx: Ctx): AdminCtx {
  if (ctx.viewer.personId === null) throw notAllowed(ctx.viewer);
  if (!ctx.viewer.admin) throw notFound();
  return ctx as AdminCtx;
}
