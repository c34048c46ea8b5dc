import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { OwnFile } from '../people/index.ts';

/** What is compressed already gains nothing. */
const COMPRESSED = /\.(?:webp|png|jpe?g|gif|avif|zip|gz|mp[34]|pdf|docx|xlsx|pptx|od[tsp])$/i;

/** A ZIP of files, made a piece at a time as it is read: never whole in memory. */
export async function* zipped(files: AsyncIterable<OwnFile>): AsyncGenerator<Buffer> {
  const made: Buffer[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(Buffer.from(chunk));
  });
  const take = () => made.splice(0);
  for await (const { path, content } of files) {
    const entry = COMPRESSED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    zip.add(entry);
    for await (const piece of Buffer.isBuffer(content) ? [content] : content) {
      entry.push(new Uint8Array(piece as Buffer));
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
