import type { Ctx } from '../context.ts';

/** Does one job. Throwing makes it run again later; `again` asks for another run without an error. */
export type JobHandler = (ctx: Ctx, payload: never, job: { id: number; attempt: number }) => Promise<void | { againAt: number }>;

export interface JobKind {
  kind: string;
  handler: JobHandler;
  /** Tries before the job is set aside for the host. */
  attempts: number;
  /** At most one job of this kind runs at a time. */
  alone: boolean;
  /** It only reads and writes rows on `ctx.db`, soon done: many run in one transaction, which takes their jobs away too. */
  light: boolean;
}

const kinds = new Map<string, JobKind>();

/** Registers what is done for jobs of a kind. */
export function defineJob<P>(
  kind: string,
  handler: (ctx: Ctx, payload: P, job: { id: number; attempt: number }) => Promise<void | { againAt: number }>,
  { attempts = 12, alone = false, light = false }: { attempts?: number; alone?: boolean; light?: boolean } = {},
): void {
  kinds.set(kind, { kind, handler: handler as JobHandler, attempts, alone, light });
}

export function jobKind(kind: string): JobKind | undefined {
  return kinds.get(kind);
}

/** The kinds of which one job runs at a time. */
export function aloneKinds(): string[] {
  return [...kinds.values()].filter((kind) => kind.alone).map((kind) => kind.kind);
}

/** Kinds that are no more: jobs of theirs that waited while the host was upgraded are dropped, and do not fail. */
export function retireJobs(...retired: string[]): void {
  for (const kind of retired) defineJob(kind, async ({ services }) => services.log.info({ job: kind }, 'a job of a kind that is no more was dropped'), { light: true });
}
