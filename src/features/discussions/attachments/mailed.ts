import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Ctx } from '#platform/context.ts';
import type { Attachment } from '#platform/mail/archive/body.ts';
import type { Space } from '../../communities/index.ts';
import { attach } from './actions.ts';

const MOST = 20;

/** Keeps what came with a mail as the web keeps uploads: pictures are made smaller and lose where they were taken. */
export async function keepMailed(ctx: Ctx, space: Space, files: Attachment[]): Promise<number[]> {
  if (files.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), 'copse-mail-'));
  const kept: number[] = [];
  try {
    for (const [index, file] of files.slice(0, MOST).entries()) {
      const path = join(folder, String(index));
      await writeFile(path, file.content);
      kept.push((await attach(ctx, space, { field: 'files', name: file.name ?? nameFor(file.type, index), mediaType: file.type, path })).id);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return kept;
}

function nameFor(type: string, index: number): string {
  const ending = type.split('/')[1]!.replace(/^x-|[^a-z0-9].*$/g, '') || 'bin';
  return `file-${index + 1}${extname(`x.${ending}`)}`;
}
