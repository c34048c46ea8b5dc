import type { Ctx } from '#platform/context.ts';
import { ArchiveError } from '#platform/mail/archive/archive-error.ts';
import { authorKey } from '#platform/mail/archive/address.ts';
import { distinctId, parseMessage, type ParsedMessage } from '#platform/mail/archive/parse.ts';
import { readArchive } from '#platform/mail/archive/read.ts';
import { idsToLookUp, placeMessage, settleOrphan, subjectSpan, type KnownId, type Threadable } from '#platform/mail/archive/thread.ts';
import { calledName } from '#platform/mail/mime/attachment.ts';
import { textOfHtmlMail } from '#platform/text/html-mail.ts';
import { knownMessageIds } from '../queries.ts';
import type { Report } from '../report.ts';
import type { Staging } from './queries.ts';

const AT_ONCE = 200;
const MOST_FILES = 20;

export interface Reading {
  ctx: Ctx;
  communityId: number;
  staging: Staging;
  report: Report;
  /** Called with the bytes read and the bytes there are. */
  progress(read: number, total: number): void;
}

/** Reads archives into the staging file and finds the thread of every message. Goes on where it stopped. */
export async function readIntoStaging(reading: Reading, paths: string[]): Promise<void> {
  for (const path of paths) {
    const kept = reading.staging.state(`read ${path}`);
    if (kept === 'done') continue;
    await readPath(reading, path, kept ? (JSON.parse(kept) as { file: string; offset: number }) : undefined).catch((error: unknown) => {
      if (!(error instanceof ArchiveError) || error.fault !== 'damaged') throw error;
      reading.report.skip('the rest of a damaged file');
    });
    reading.staging.setState(`read ${path}`, 'done');
  }
  settleOrphans(reading.staging);
}

async function readPath(reading: Reading, path: string, from: { file: string; offset: number } | undefined): Promise<void> {
  const { staging, report } = reading;
  let near: number | null = null;
  let count = 0;
  staging.begin();
  try {
    for await (const entry of readArchive(path, from ? { from } : {})) {
      reading.progress(entry.place.read, entry.place.total);
      if (entry.kind === 'skipped') report.skip(entry.reason);
      else {
        const message = await parseMessage(entry.raw, { envelope: entry.envelope, near, now: reading.ctx.now });
        near = message.date.at ?? near;
        await stage(reading, message, near);
      }
      count += 1;
      if (count % AT_ONCE !== 0) continue;
      staging.setState(`read ${path}`, JSON.stringify({ file: entry.place.file, offset: entry.place.offset }));
      staging.commit();
      staging.begin();
    }
  } finally {
    staging.commit();
  }
}

async function stage(reading: Reading, message: ParsedMessage, near: number | null): Promise<void> {
  const { staging, report } = reading;
  report.read += 1;
  if (message.noArchive) return report.skip('asked not to be archived');
  const html = message.html && !message.text.trim() ? message.html : null;
  const text = html ? textOfHtmlMail(html) : message.text;
  if (!text.trim() && message.attachments.length === 0) return report.skip('empty');
  const messageId = idFor(staging, message);
  if (messageId === null) return report.skip('already here');
  const at = message.date.at ?? near ?? reading.ctx.now;
  if (message.date.source !== 'header') report.repairedDates += 1;
  const threadable: Threadable = {
    messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    base: message.subjectParts.base,
    replyMarked: message.replyMarked,
    at,
  };
  const known = await lookUp(reading, threadable);
  const placement = placeMessage(threadable, known, { joinPresent: true });
  if (placement.by === 'duplicate') return report.skip('already here');
  const thread = placement.thread ?? staging.openThread(threadable);
  for (const other of placement.join) staging.join(thread, other);
  for (const ghost of placement.ghosts) staging.noteId(ghost, thread, true);
  const row = {
    message_id: messageId,
    thread,
    parent: placement.parent,
    at,
    hash: message.contentHash,
    author_key: authorKey(message.from),
    author_name: message.from.name || message.from.local || message.from.address?.split('@')[0] || '',
    address: message.from.address,
    title: message.subjectParts.title.trim() || message.subject.trim(),
    text,
    html: null,
    flowed: message.flowed ? (message.flowed.delSp ? 2 : 1) : null,
  };
  staging.addMessage(row, threadable);
  for (const [index, file] of message.attachments.slice(0, MOST_FILES).entries())
    staging.addFile(messageId, { name: calledName(file, index + 1), type: file.type, content: file.content });
}

/** The id to keep a message under: null when it is here already, another one when a different message has taken its id. */
function idFor(staging: Staging, message: ParsedMessage): string | null {
  const hash = staging.hashOf(message.messageId);
  if (hash === null) return message.messageId;
  if (hash === message.contentHash) return null;
  const other = distinctId(message);
  return staging.hashOf(other) === null ? other : null;
}

/** What is known of the ids that a message names: in this import, and from imports and mail before it. */
async function lookUp({ ctx, communityId, staging }: Reading, message: Threadable): Promise<Map<string, KnownId<number>>> {
  const ids = idsToLookUp(message);
  const known = staging.known(ids);
  const unknown = ids.filter((id) => known.get(id)?.ghost !== false);
  for (const row of await knownMessageIds(ctx.db, communityId, unknown)) {
    if (row.discussion_id === null) continue;
    const opened = staging.threadOfDiscussion(row.discussion_id);
    const thread = opened ?? staging.openThread({ ...message, replyMarked: false }, row.discussion_id);
    const here = known.get(row.message_id);
    if (here && here.thread !== thread) staging.join(thread, here.thread);
    known.set(row.message_id, { thread, ghost: row.item_id === null });
    staging.noteId(row.message_id, thread, row.item_id === null);
    for (const [id, entry] of known) if (here && entry.thread === here.thread) known.set(id, { ...entry, thread });
  }
  return known;
}

// Only when all ids have spoken do subjects: the result is then the same in whatever order files came.
function settleOrphans(staging: Staging): void {
  staging.begin();
  for (const orphan of staging.orphans()) {
    const now = staging.thread(orphan.thread);
    if (!now || now.opened_by_reply === 0) continue;
    const { lastFrom, firstUntil } = subjectSpan({ at: orphan.firstAt });
    const into = settleOrphan(orphan, orphan.base, staging.alike(orphan.base, lastFrom, firstUntil));
    if (into !== null) staging.join(into, orphan.thread);
  }
  staging.commit();
}
