import { setImmediate as turn } from 'node:timers/promises';
import { transaction, type Ctx } from '#platform/context.ts';
import { renderMailText } from '#platform/text/mail-text.ts';
import { translator } from '#platform/i18n/index.ts';
import type { Space } from '../../communities/index.ts';
import { addArchived, keepFile } from '../../discussions/index.ts';
import { authorOf } from '../authors.ts';
import { itemsOfMessages, noteMessageIds } from '../queries.ts';
import type { Report } from '../report.ts';
import type { StagedMessage, Staging } from './queries.ts';

/** Threads that one transaction writes: one commit is one wait for the disk. */
const THREADS_AT_ONCE = 50;
const LONGEST_TITLE = 200;

export interface Writing {
  ctx: Ctx;
  space: Space;
  staging: Staging;
  report: Report;
  progress(written: number): void;
}

/** Writes all staged threads that are not written yet, whole and in order of their beginning. */
export async function writeStaged(writing: Writing): Promise<void> {
  const { ctx, staging } = writing;
  for (let threads = staging.unwritten(THREADS_AT_ONCE); threads.length > 0; threads = staging.unwritten(THREADS_AT_ONCE)) {
    await transaction(ctx, async (ctx) => {
      for (const thread of threads) await writeThread({ ...writing, ctx }, thread);
    });
    // Killed between the two, the threads come again, and every message is found to be here already.
    staging.begin();
    for (const thread of threads) staging.markWritten(thread.id);
    staging.commit();
    // SQLite answers at once: without a turn, whatever waits for one would pile up until the end.
    await turn();
  }
}

async function writeThread(writing: Writing, thread: { id: number; base: string; discussion_id: number | null }): Promise<void> {
  const { ctx, space, staging, report } = writing;
  const staged = staging.messagesOf(thread.id);
  const ids = staged.flatMap((m) => [m.message_id, ...(m.parent ? [m.parent] : [])]);
  const here = await itemsOfMessages(ctx.db, space.community_id, ids);
  const messages = staged.filter((m) => !here.has(m.message_id));
  writing.progress(staged.length);
  if (messages.length === 0) return;
  const posts = [];
  for (const message of messages) posts.push(await asPost(writing, message, messages, here));
  const title = (messages[0]!.title || thread.base || '—').slice(0, LONGEST_TITLE);
  const discussion = { id: thread.discussion_id, title, type: 'conversation' as const, language: space.language };
  const { discussionId, itemIds } = await addArchived(ctx, space, discussion, posts);
  const ghosts = staging.ghostsOf(thread.id).map((message_id) => ({ message_id, item_id: null }));
  const own = messages.map((m, index) => ({ message_id: m.message_id, item_id: itemIds[index]! }));
  await noteMessageIds(ctx.db, [...own, ...ghosts].map((row) => ({ ...row, community_id: space.community_id, discussion_id: discussionId })));
  for (const [index, message] of messages.entries()) await keepFiles(writing, message, itemIds[index]!, posts[index]!.authorId);
  report.imported += messages.length;
  report.discussions += thread.discussion_id === null ? 1 : 0;
}

async function asPost(writing: Writing, message: StagedMessage, messages: StagedMessage[], here: Map<string, number>) {
  const t = translator(writing.space.language);
  const labels = { quote: t('import.quote'), signature: t('import.signature') };
  const flowed = message.flowed === null ? null : { delSp: message.flowed === 2 };
  const { html } = renderMailText(message.text, { labels, flowed });
  const index = messages.findIndex((m) => m.message_id === message.parent);
  const earlier = message.parent ? here.get(message.parent) : undefined;
  const replyTo = index >= 0 ? { index } : earlier ? { itemId: earlier } : null;
  const { author_key: key, author_name: name, address, at } = message;
  const authorId = await authorOf(writing.ctx, writing.space.community_id, { key, name, address, at }, writing.report);
  return { authorId, at: message.at, body: message.text, html, format: 'mail' as const, via: 'import' as const, replyTo };
}

async function keepFiles({ ctx, space, staging, report }: Writing, message: StagedMessage, itemId: number, uploaderId: number | null): Promise<void> {
  for (const file of staging.filesOf(message.message_id)) {
    const bytes = Buffer.from(file.content);
    await keepFile(ctx, space, { name: file.name.slice(0, 150), mediaType: file.type, bytes }, { itemId, uploaderId, at: message.at });
    report.files += 1;
  }
}
