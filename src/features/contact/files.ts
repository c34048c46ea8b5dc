import { readFile, stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import type { Ctx } from '#platform/context.ts';
import { invalidField, notFound } from '#platform/errors.ts';
import type { UploadedFile } from '#platform/http/form.ts';
import { withoutMetadata } from '#platform/images/index.ts';
import { defineJob } from '#platform/jobs/index.ts';
import type { Attachment } from '#platform/mail/archive/body.ts';
import type { OutgoingMail } from '#platform/mail/mailer.ts';
import { calledName, safeName } from '#platform/mail/mime/attachment.ts';
import { FILES } from './jobs.ts';
import { fileById, fileKeysOf, filesOfMessage, type ContactFile, type Deleted } from './queries.ts';

/** What most mail servers take, with room for what the encoding adds. */
const MOST_FILES = 10;
const MOST_BYTES = 10 * 1024 * 1024;

export interface NewFile {
  name: string;
  type: string;
  content: Buffer;
}

/** A file whose bytes are kept, before the message that it belongs to is. */
export type KeptFile = Pick<ContactFile, 'name' | 'media_type' | 'size' | 'blob_key'>;

export function setUpFiles(): void {
  defineJob<{ keys: string[] }>(FILES, async ({ services }, { keys }) => {
    for (const key of keys) if (await services.blobs.exists(key)) await services.blobs.delete(key);
  });
}

/** The files of a mail that may go with an answer, and the names of those that are too many or too large. */
export function fittingFiles(files: Attachment[]): { fitting: NewFile[]; left: string[] } {
  const fitting: NewFile[] = [];
  const left: string[] = [];
  let room = MOST_BYTES;
  for (const [index, file] of files.entries()) {
    const { type, content } = file;
    const name = calledName(file, index + 1);
    if (content.length > room || fitting.length === MOST_FILES) left.push(name);
    else {
      fitting.push({ name, type, content });
      room -= content.length;
    }
  }
  return { fitting, left };
}

/** The files of a form: all of them fit, or it is refused. */
export async function uploadedFiles(files: UploadedFile[]): Promise<NewFile[]> {
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  if (files.length > MOST_FILES || sizes.reduce((sum, size) => sum + size, 0) > MOST_BYTES) throw invalidField('files', 'contact.error.files', { count: MOST_FILES });
  return Promise.all(files.map(async ({ name, mediaType, path }) => ({ name: safeName(name) ?? 'file', type: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream', content: await readFile(path) })));
}

/** Keeps the bytes, does the work, and throws them away again when it fails or was done before. */
export async function withFiles(ctx: Ctx, communityId: number, files: NewFile[], work: (kept: KeptFile[]) => Promise<boolean>): Promise<void> {
  const { blobs } = ctx.services;
  const kept: KeptFile[] = [];
  let done = false;
  try {
    for (const { name, type, content: given } of files) {
      const content = await withoutMetadata(given, type);
      const file = { name, media_type: type, size: content.length, blob_key: `contact/${communityId}/${crypto.randomUUID()}` };
      await blobs.write(file.blob_key, content, type);
      kept.push(file);
    }
    done = await work(kept);
  } finally {
    if (!done) for (const { blob_key } of kept) await blobs.delete(blob_key);
  }
}

/** Has the bytes deleted when the conversations are, in the same transaction. */
export async function deleteFilesOf(ctx: Ctx, which: Deleted): Promise<void> {
  const keys = await fileKeysOf(ctx.db, which);
  if (keys.length > 0) await ctx.services.jobs.enqueue(ctx, FILES, { keys });
}

/** The files of a message, as its mail carries them. */
export async function mailedFiles({ services, db }: Ctx, communityId: number, messageId: number): Promise<Pick<OutgoingMail, 'attachments'>> {
  const files = await filesOfMessage(db, communityId, messageId);
  const attachments = await Promise.all(files.map(async ({ name, media_type, blob_key }) => ({ filename: name, contentType: media_type, content: (await buffer(await services.blobs.read(blob_key))).toString('base64'), encoding: 'base64' as const })));
  return attachments.length > 0 ? { attachments } : {};
}

/** Hands out a file of a conversation: never shown by the browser, for anybody may have written it. */
export async function handOut({ services, db }: Ctx, reply: FastifyReply, conversation: { community_id: number; id: number }, fileId: number, kinds: string[]): Promise<FastifyReply> {
  const file = await fileById(db, conversation.community_id, fileId);
  if (!file || file.conversation_id !== conversation.id || !kinds.includes(file.kind)) throw notFound();
  return reply
    .headers({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    .send(await services.blobs.read(file.blob_key));
}
