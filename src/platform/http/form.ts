import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { withoutNul } from './nul.ts';

/** A file that came with a form, on disk until the answer is sent. */
export interface UploadedFile {
  field: string;
  name: string;
  mediaType: string;
  path: string;
}

export interface Form {
  fields: Record<string, string | string[]>;
  files: UploadedFile[];
  /** The field of a file that was larger than the server takes; `filesOf` refuses it. */
  tooLarge: string | null;
}

const LONGEST_NAME = 150;

/** The files of a form. Refused here and not at reading, so that what was typed beside a file too large is not lost. */
export function filesOf({ files, tooLarge }: Form): UploadedFile[] {
  if (tooLarge !== null) throw new Refusal('too_large', 'errors.file_too_large', { fields: { [tooLarge]: 'errors.file_too_large' } });
  return files;
}

/** The fields and files of a form in either encoding. */
export async function readForm(request: FastifyRequest): Promise<Form> {
  if (!request.isMultipart()) return { fields: (request.body ?? {}) as Form['fields'], files: [], tooLarge: null };
  const form: Form = { fields: Object.create(null) as Form['fields'], files: [], tooLarge: null };
  let folder: string | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      addField(form.fields, part.fieldname, withoutNul(String(part.value)));
      continue;
    }
    if (!part.filename) {
      part.file.resume();
      continue;
    }
    folder ??= await temporaryFolder(request);
    const path = join(folder, String(form.files.length));
    await pipeline(part.file, createWriteStream(path));
    if (part.file.truncated) form.tooLarge = part.fieldname;
    else form.files.push({ field: part.fieldname, name: cleanName(part.filename), mediaType: part.mimetype, path });
  }
  return form;
}

function addField(fields: Form['fields'], name: string, value: string): void {
  const before = fields[name];
  fields[name] = before === undefined ? value : [before, value].flat();
}

const uploads = new WeakMap<FastifyRequest, string>();

/** Takes away the uploaded files of a request that has its answer. A request itself is closed as soon as its body is read. */
export async function dropUploads(request: FastifyRequest): Promise<void> {
  const folder = uploads.get(request);
  if (folder) await rm(folder, { recursive: true, force: true });
}

async function temporaryFolder(request: FastifyRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'copse-upload-'));
  uploads.set(request, folder);
  return folder;
}

// Names come from anyone's disk: no folders, no control characters, no endless names.
function cleanName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const bare = name.split(/[\\/]/).pop()!.replace(/[\u0000-\u001f\u007f"<>|:*?\u202a-\u202e\u2066-\u2069]/g, '').trim();
  if (bare.length <= LONGEST_NAME) return bare || 'file';
  const dot = bare.lastIndexOf('.');
  const ending = dot > 0 && bare.length - dot <= 12 ? bare.slice(dot) : '';
  return bare.slice(0, LONGEST_NAME - ending.length) + ending;
}
