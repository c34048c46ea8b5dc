import { Fifo } from 'toad-cache';
import type { Ctx } from './context.ts';
import type { Database } from './db/index.ts';
import type { Live } from './live/index.ts';

const MOST_KEPT = 300;
/** Bounds how long a lost message can leave something old. */
const LONGEST_MS = 60_000;

interface Kept {
  communityId: number;
  pulse: number;
  value: unknown;
}

/**
 * Counts the changes of each community, so that what was read from its rows may be kept until then.
 * Every change leaves a live message, on this node and, through the database, on the others; on
 * SQLite `data_version` also tells of changes by other processes, such as an import.
 */
export class Beats {
  /** The beat at which each community last changed; 0 stands for the whole host. */
  private readonly changed = new Map<number, number>();
  private readonly kept = new Fifo<Kept>(MOST_KEPT, LONGEST_MS);
  private readonly dataVersion: () => number;
  private beats = 0;
  private version = -1;
  /** Whether the database was asked during this turn of the event loop: it is asked once in each. */
  private asked = false;

  constructor(live: Live, database: Database) {
    const statement = database.sqlite?.prepare('pragma data_version');
    this.dataVersion = statement ? () => (statement.get() as { data_version: number }).data_version : () => 0;
    // What says `communityId: null` is seen by one person alone.
    live.subscribe('*', ({ data }) => data.communityId !== null && this.beat(typeof data.communityId === 'number' ? data.communityId : 0));
    live.onGap(() => this.beat(0));
  }

  /** The beat of now. Take it before reading rows: a change in between then makes what was read unfit. */
  pulse(): number {
    if (this.asked) return this.beats;
    this.asked = true;
    setImmediate(() => (this.asked = false));
    const version = this.dataVersion();
    if (version !== this.version) {
      this.version = version;
      this.beat(0);
    }
    return this.beats;
  }

  /** Whether nothing changed in a community since a pulse. */
  unchanged(communityId: number, since: number): boolean {
    this.pulse();
    return Math.max(this.changed.get(0) ?? 0, this.changed.get(communityId) ?? 0) <= since;
  }

  /**
   * What `load` made of rows of a community that were read since `ctx` began, kept until something in it
   * changes. The same for every viewer: `key` names all that it depends on. Whoever gets it must not change
   * it. Where the community is known only then, `communityId` says which it is; null is kept nowhere.
   */
  async keep<T>(ctx: Ctx, communityId: number | ((value: T) => number | null), key: string, load: () => Promise<T>): Promise<T> {
    if (ctx.outgoing) return load();
    const found = this.kept.get(key);
    if (found && this.unchanged(found.communityId, found.pulse)) return found.value as T;
    const value = await load();
    const changesWith = typeof communityId === 'number' ? communityId : communityId(value);
    if (changesWith !== null) this.kept.set(key, { communityId: changesWith, pulse: ctx.pulse, value });
    return value;
  }

  private beat(communityId: number): void {
    this.changed.set(communityId, ++this.beats);
  }
}
