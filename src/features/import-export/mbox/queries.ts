import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { KnownId, SubjectThread, Threadable } from '#platform/mail/archive/thread.ts';

/** A message as it waits to be written, in the order of its thread. */
export interface StagedMessage {
  message_id: string;
  thread: number;
  parent: string | null;
  at: number;
  author_key: string;
  author_name: string;
  address: string | null;
  title: string;
  text: string;
  html: string | null;
  flowed: number | null;
}

export interface StagedFile {
  name: string;
  type: string;
  content: Uint8Array;
}

/** Bump it when the tables change: a staging file of another version is begun anew. */
const VERSION = 3;

const TABLES = `
  create table if not exists state (key text primary key, value text not null);
  create table if not exists messages (
    message_id text primary key, thread integer not null, parent text, at integer not null, hash text not null,
    author_key text not null, author_name text not null, address text, title text not null,
    text text not null, html text, flowed integer);
  create index if not exists messages_thread on messages (thread, at);
  create table if not exists ids (message_id text primary key, thread integer not null, ghost integer not null);
  create index if not exists ids_thread on ids (thread);
  create table if not exists threads (
    id integer primary key, first_at integer not null, last_at integer not null, base text not null,
    opened_by_reply integer not null, discussion_id integer, written integer not null default 0);
  create index if not exists threads_base on threads (base, last_at);
  create table if not exists files (message_id text not null, name text not null, type text not null, content blob not null);
  create index if not exists files_message on files (message_id);`;

/**
 * The staging file of one import: messages are read into it, find their threads, and are then written
 * whole thread by whole thread. It makes an interrupted import go on where it stopped, in constant memory.
 */
export class Staging {
  readonly #db: DatabaseSync;
  readonly #kept = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    // What is lost with a power cut is read again from the archive.
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -16000');
    this.#db.exec(TABLES);
    const version = this.state('version');
    if (version !== null && version !== String(VERSION)) {
      for (const table of ['state', 'messages', 'ids', 'threads', 'files']) this.#db.exec(`drop table ${table}`);
      this.#db.exec(TABLES);
    }
    this.setState('version', String(VERSION));
  }

  #run(sql: string, ...values: (string | number | null | Uint8Array)[]): void {
    this.#statement(sql).run(...values);
  }

  #all<R>(sql: string, ...values: (string | number | null)[]): R[] {
    return this.#statement(sql).all(...values) as R[];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#kept.get(sql);
    if (!statement) this.#kept.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }

  begin(): void {
    this.#db.exec('begin');
  }

  commit(): void {
    this.#db.exec('commit');
  }

  close(): void {
    this.#db.close();
  }

  state(key: string): string | null {
    return this.#all<{ value: string }>('select value from state where key = ?', key)[0]?.value ?? null;
  }

  setState(key: string, value: string): void {
    this.#run('insert into state values (?, ?) on conflict (key) do update set value = excluded.value', key, value);
  }

  known(ids: string[]): Map<string, KnownId<number>> {
    const found = new Map<string, KnownId<number>>();
    for (const id of ids) {
      const row = this.#all<{ thread: number; ghost: number }>('select thread, ghost from ids where message_id = ?', id)[0];
      if (row) found.set(id, { thread: row.thread, ghost: row.ghost === 1 });
    }
    return found;
  }

  /** The hash of the content that an id stands for here. */
  hashOf(messageId: string): string | null {
    return this.#all<{ hash: string }>('select hash from messages where message_id = ?', messageId)[0]?.hash ?? null;
  }

  openThread(message: Threadable, discussionId: number | null = null): number {
    this.#run(
      'insert into threads (first_at, last_at, base, opened_by_reply, discussion_id) values (?, ?, ?, ?, ?)',
      message.at,
      message.at,
      message.base,
      message.replyMarked ? 1 : 0,
      discussionId,
    );
    return this.#all<{ id: number }>('select last_insert_rowid() as id')[0]!.id;
  }

  /** The staged thread that stands for a discussion of an earlier import, if one does. */
  threadOfDiscussion(discussionId: number): number | null {
    return this.#all<{ id: number }>('select id from threads where discussion_id = ?', discussionId)[0]?.id ?? null;
  }

  noteId(messageId: string, thread: number, ghost: boolean): void {
    this.#run(
      `insert into ids values (?, ?, ?) on conflict (message_id) do update set thread = excluded.thread, ghost = min(ghost, excluded.ghost)`,
      messageId,
      thread,
      ghost ? 1 : 0,
    );
  }

  addMessage(message: StagedMessage & { hash: string }, threadable: Threadable): void {
    const m = message;
    this.#run(
      'insert into messages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[m.message_id, m.thread, m.parent, m.at, m.hash, m.author_key, m.author_name, m.address, m.title, m.text, m.html, m.flowed],
    );
    this.noteId(m.message_id, m.thread, false);
    // A thread takes its subject from its earliest message.
    this.#run(
      `update threads set
         base = case when ?2 < first_at or (?2 = first_at and ?4 < opened_by_reply) then ?3 else base end,
         opened_by_reply = case when ?2 < first_at or (?2 = first_at and ?4 < opened_by_reply) then ?4 else opened_by_reply end,
         first_at = min(first_at, ?2), last_at = max(last_at, ?2) where id = ?1`,
      m.thread,
      m.at,
      threadable.base,
      threadable.replyMarked ? 1 : 0,
    );
  }

  addFile(messageId: string, file: StagedFile): void {
    this.#run('insert into files values (?, ?, ?, ?)', messageId, file.name, file.type, file.content);
  }

  filesOf(messageId: string): StagedFile[] {
    return this.#all<StagedFile>('select name, type, content from files where message_id = ?', messageId);
  }

  /** Joins one thread into another. A thread of an earlier import keeps its discussion. */
  join(into: number, from: number): void {
    this.#run('update messages set thread = ? where thread = ?', into, from);
    this.#run('update ids set thread = ? where thread = ?', into, from);
    this.#run(
      `update threads set
         base = iif(s.first_at < threads.first_at, s.base, threads.base),
         opened_by_reply = iif(s.first_at < threads.first_at, s.opened_by_reply, threads.opened_by_reply),
         discussion_id = coalesce(threads.discussion_id, s.discussion_id), written = 0,
         first_at = min(threads.first_at, s.first_at), last_at = max(threads.last_at, s.last_at)
       from (select * from threads where id = ?2) as s where threads.id = ?1`,
      into,
      from,
    );
    this.#run('delete from threads where id = ?', from);
  }

  alike(base: string, lastFrom: number, firstUntil: number): SubjectThread<number>[] {
    const rows = this.#all<{ id: number; first_at: number; last_at: number; opened_by_reply: number }>(
      'select id, first_at, last_at, opened_by_reply from threads where base = ? and last_at >= ? and first_at <= ?',
      base,
      lastFrom,
      firstUntil,
    );
    return rows.map((r) => ({ thread: r.id, firstAt: r.first_at, lastAt: r.last_at, openedByReply: r.opened_by_reply === 1 }));
  }

  /** Threads that open with a reply, oldest first: their subject may call them elsewhere. */
  orphans(): (SubjectThread<number> & { base: string })[] {
    return this.#all<{ id: number; first_at: number; last_at: number; base: string }>(
      'select id, first_at, last_at, base from threads where opened_by_reply = 1 and discussion_id is null order by first_at, base',
    ).map((r) => ({ thread: r.id, firstAt: r.first_at, lastAt: r.last_at, base: r.base, openedByReply: true }));
  }

  thread(id: number): { first_at: number; last_at: number; base: string; opened_by_reply: number } | undefined {
    return this.#all<never>('select * from threads where id = ?', id)[0];
  }

  /** Threads that hold messages and are not written yet, oldest first. */
  unwritten(limit: number): { id: number; base: string; discussion_id: number | null }[] {
    return this.#all(
      `select id, base, discussion_id from threads where written = 0 and exists (select 1 from messages where thread = threads.id)
       order by first_at limit ?`,
      limit,
    );
  }

  messagesOf(thread: number): StagedMessage[] {
    return this.#all<StagedMessage>('select * from messages where thread = ? order by at, rowid', thread);
  }

  ghostsOf(thread: number): string[] {
    return this.#all<{ message_id: string }>('select message_id from ids where thread = ? and ghost = 1', thread).map((r) => r.message_id);
  }

  markWritten(thread: number): void {
    this.#run('update threads set written = 1 where id = ?', thread);
  }

  count(): number {
    return this.#all<{ n: number }>('select count(*) as n from messages m join threads t on t.id = m.thread where t.written = 0')[0]!.n;
  }
}
