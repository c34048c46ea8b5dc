import type { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type { Statements } from './statements.ts';

/** Transactions that one commit carries at most: what comes later waits for the next. */
const MOST_TOGETHER = 64;
const WRITES = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/** One transaction, from its beginning until it is on the disk. */
interface Turn {
  begun: PromiseWithResolvers<void>;
  /** Its work is done: true to keep it, false to undo it. */
  worked: PromiseWithResolvers<boolean>;
  settled: PromiseWithResolvers<void>;
  over: boolean;
  /** Why SQLite ended the transaction by itself, as it does when the disk is full. */
  lost: unknown;
}

/**
 * One SQLite connection whose transactions share their way to the disk. Those that ask for it in one turn
 * of the event loop run one after the other, each in a savepoint, and are acknowledged together after one
 * commit (and its fsync). Statements outside of transactions wait meanwhile, so that nobody reads what is
 * not kept yet. See docs/decisions/011-shared-commits.md.
 */
export class SharedCommitDriver implements Driver {
  private readonly raw: DatabaseSync;
  private readonly statements: Statements;
  private readonly waiting: Turn[] = [];
  /** While transactions run; resolved at their commit. */
  private running: Promise<void> | null = null;
  private planned = false;

  constructor(raw: DatabaseSync, statements: Statements) {
    this.raw = raw;
    this.statements = statements;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    return new Connection(this);
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: Connection): Promise<void> {
    const turn: Turn = { begun: Promise.withResolvers(), worked: Promise.withResolvers(), settled: Promise.withResolvers(), over: false, lost: null };
    // It is awaited once the work is done, and may be refused before.
    turn.settled.promise.catch(() => {});
    this.waiting.push(turn);
    this.plan();
    await turn.begun.promise;
    connection.turn = turn;
  }

  async commitTransaction({ turn }: Connection): Promise<void> {
    await this.end(turn!, true);
  }

  async rollbackTransaction({ turn }: Connection): Promise<void> {
    if (!turn!.over) await this.end(turn!, false);
  }

  private end(turn: Turn, keep: boolean): Promise<void> {
    turn.over = true;
    turn.worked.resolve(keep);
    return turn.settled.promise;
  }

  async destroy(): Promise<void> {
    this.raw.close();
  }

  async execute<R>(query: CompiledQuery, connection: Connection): Promise<QueryResult<R>> {
    if (connection.turn) return this.inTurn(query, connection.turn);
    if (WRITES.has(query.query.kind)) return this.alone(query, connection);
    while (this.running) await this.running;
    return this.statements.run(query);
  }

  private inTurn<R>(query: CompiledQuery, turn: Turn): QueryResult<R> {
    if (turn.lost) throw turn.lost;
    if (turn.over) throw new Error('this transaction is over');
    try {
      return this.statements.run(query);
    } catch (error) {
      if (!this.raw.isTransaction) turn.lost = error;
      throw error;
    }
  }

  /** A single writing statement is a transaction too. */
  private async alone<R>(query: CompiledQuery, connection: Connection): Promise<QueryResult<R>> {
    await this.beginTransaction(connection);
    try {
      const result = this.inTurn<R>(query, connection.turn!);
      await this.commitTransaction(connection);
      return result;
    } catch (error) {
      await this.rollbackTransaction(connection);
      throw error;
    } finally {
      connection.turn = null;
    }
  }

  // Whatever else arrived in this turn of the event loop is there by its end; alone, nothing waits.
  private plan(): void {
    if (this.planned || this.running) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      this.running = this.runTogether().finally(() => {
        this.running = null;
        if (this.waiting.length > 0) this.plan();
      });
    });
  }

  private async runTogether(): Promise<void> {
    const done: Turn[] = [];
    for (let count = 0; count < MOST_TOGETHER && this.waiting.length > 0; count += 1) await this.runOne(this.waiting.shift()!, done);
    if (done.length === 0) return;
    try {
      this.raw.exec('commit');
      for (const turn of done) turn.settled.resolve();
    } catch (error) {
      this.undo();
      refuse(done, error);
    }
  }

  /** Runs one transaction, and adds it to those that the commit will keep. */
  private async runOne(turn: Turn, done: Turn[]): Promise<void> {
    // The first needs no savepoint: there is nothing else to lose.
    const within = this.raw.isTransaction;
    try {
      // A transaction that will write takes the lock at once: upgrading later fails when another process wrote meanwhile.
      this.raw.exec(within ? 'savepoint turn' : 'begin immediate');
    } catch (error) {
      turn.over = true;
      return turn.begun.reject(error);
    }
    turn.begun.resolve();
    const keep = await turn.worked.promise;
    try {
      if (turn.lost) throw turn.lost;
      if (!keep) this.undo(within);
      else if (within) this.raw.exec('release turn');
    } catch (error) {
      this.undo();
      refuse(done.splice(0), error);
      return keep ? turn.settled.reject(error) : turn.settled.resolve();
    }
    if (keep) done.push(turn);
    else turn.settled.resolve();
  }

  // A full disk ends a transaction by itself; undoing what is over would hide why.
  private undo(within = false): void {
    if (this.raw.isTransaction) this.raw.exec(within ? 'rollback to turn; release turn' : 'rollback');
  }
}

function refuse(turns: Turn[], error: unknown): void {
  for (const turn of turns) turn.settled.reject(error);
}

class Connection implements DatabaseConnection {
  turn: Turn | null = null;
  private readonly driver: SharedCommitDriver;

  constructor(driver: SharedCommitDriver) {
    this.driver = driver;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.driver.execute(query, this);
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}
