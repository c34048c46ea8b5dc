import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStorage, type StorageAdapter } from '@flystorage/file-storage';
import { LocalStorageAdapter } from '@flystorage/local-fs';

/** Files by key: on the disk of this machine, or in an S3-compatible store that all nodes share. */
export interface Blobs {
  write(key: string, content: Buffer | Readable, mediaType: string): Promise<void>;
  read(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
}

/** Opens the store; `url` as `s3://bucket/prefix?region=…&endpoint=…`, or null for the data folder. */
export async function openBlobs({ blobUrl, dataDir }: { blobUrl: string | null; dataDir: string }): Promise<Blobs> {
  const folder = blobUrl ? null : join(dataDir, 'files');
  const storage = new FileStorage(folder ? local(folder) : await s3(new URL(blobUrl!)));
  return {
    async write(key, content, mimeType) {
      await storage.write(key, content, { mimeType });
      if (folder) await settleOnDisk(join(folder, key));
    },
    read: (key) => storage.read(key),
    exists: (key) => storage.fileExists(key),
    delete: (key) => storage.deleteFile(key),
  };
}

function local(folder: string): StorageAdapter {
  mkdirSync(folder, { recursive: true });
  return new LocalStorageAdapter(folder);
}

/** A row that names a file is durable: so is the file before the row is written. */
async function settleOnDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

// Loaded only by hosts that use it: the client is large.
async function s3(url: URL): Promise<StorageAdapter> {
  const [{ AwsS3StorageAdapter }, { S3Client }] = await Promise.all([
    import('@flystorage/aws-s3'),
    import('@aws-sdk/client-s3'),
  ]);
  const endpoint = url.searchParams.get('endpoint');
  const client = new S3Client({
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(url.username && {
      credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) },
    }),
  });
  return new AwsS3StorageAdapter(client, { bucket: url.hostname, prefix: url.pathname.replace(/^\/+/, '') });
}
