import type { Services } from './context.ts';
import type { Database } from './db/index.ts';
import { asRefusal } from './errors.ts';
import { setHostSetting } from './settings/index.ts';

export type WriteFault = 'full' | 'read_only' | 'other';

/** How the latest write that is known of went, and when. */
interface Outcome {
  at: number;
  fault: WriteFault | null;
}

/** So long an outcome stands for what would come of another write. */
const KNOWN_MS = 10_000;
const KEY = 'write_probe';
/** What has no room for little may have some left for less. */
const LARGE = 64 * 1024;

const outcomes = new WeakMap<Database, Outcome>();
const probes = new WeakMap<Database, Promise<WriteFault | null>>();

/** Notes that something was kept. After a fault only a probe says that all is well: what did not need the disk proves nothing. */
export function noteKept(database: Database, at: number): void {
  const known = outcomes.get(database);
  if (!known) outcomes.set(database, { at, fault: null });
  else if (known.fault === null) known.at = at;
}

/** Notes a write that failed, if it was the disk's fault. */
export function noteFailed(database: Database, at: number, error: unknown): void {
  const fault = faultOf(error);
  if (fault) outcomes.set(database, { at, fault });
}

function faultOf(error: unknown): WriteFault | null {
  const { code, message } = asRefusal(error);
  if (code === 'storage_full') return 'full';
  return message === 'errors.read_only' ? 'read_only' : null;
}

/** Why nothing can be written at present; null when it can. Tries only where nothing was written lately. */
export async function writeFault({ database, clock }: Pick<Services, 'database' | 'clock'>): Promise<WriteFault | null> {
  const known = outcomes.get(database);
  if (known && clock() - known.at < KNOWN_MS) return known.fault;
  const running = probes.get(database) ?? probe(database, clock, known?.fault ?? null).finally(() => probes.delete(database));
  probes.set(database, running);
  return running;
}

async function probe(database: Database, clock: () => number, before: WriteFault | null): Promise<WriteFault | null> {
  const moment = String(clock());
  const fault = await setHostSetting(database.db, KEY, before === 'full' ? moment.padEnd(LARGE) : moment).then(
    () => null,
    (error: unknown) => faultOf(error) ?? 'other',
  );
  outcomes.set(database, { at: clock(), fault });
  return fault;
}
