import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from './archive-error.ts';

/** One file to read. `single` holds one message; `flags` are Maildir's letters (S seen, F flagged, T trashed…). */
export type ArchiveFile = { path: string; bytes: number; single: boolean; flags: string };

const MAILBOX = /\.(?:mbox|mbx|txt|gz)$/i;
const MESSAGE = /\.(?:eml|msg\.txt|emlx)$/i;

/**
 * The files of an archive in a stable order: the file itself; of a Maildir (with its `.Sub` folders)
 * `cur` and `new`; of any other folder its .eml and mailbox files, folders inside included.
 * Links are not followed, so a folder cannot lead out of itself or in a circle.
 */
export async function listArchive(path: string): Promise<ArchiveFile[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ArchiveError('not_found', path, cause);
  });
  if (!found.isDirectory()) return [{ path, bytes: found.size, single: MESSAGE.test(path), flags: '' }];
  const files = await filesIn(path);
  if (files.length === 0) throw new ArchiveError('not_mail', path);
  return files;
}

async function filesIn(folder: string): Promise<ArchiveFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const maildir = entries.some((entry) => entry.isDirectory() && entry.name === 'cur');
  const files: ArchiveFile[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (maildir && (entry.name === 'cur' || entry.name === 'new')) files.push(...(await messagesIn(path)));
      else if (entry.name !== 'tmp') files.push(...(await filesIn(path)));
    } else if (entry.isFile() && (MESSAGE.test(entry.name) || MAILBOX.test(entry.name))) {
      const { size } = await stat(path);
      if (size > 0) files.push({ path, bytes: size, single: MESSAGE.test(entry.name), flags: '' });
    }
  }
  return files;
}

async function messagesIn(folder: string): Promise<ArchiveFile[]> {
  const files: ArchiveFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const flags = /[:;!]2,([A-Za-z]*)$/.exec(entry.name)?.[1] ?? '';
    files.push({ path, bytes: (await stat(path)).size, single: true, flags });
  }
  // Maildir names begin with the time of delivery, so this is also the order of arrival.
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
