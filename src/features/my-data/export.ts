import { Readable } from 'node:stream';
import { transaction, type Ctx } from '#platform/context.ts';
import { notFound, Refusal } from '#platform/errors.ts';
import { defineJob } from '#platform/jobs/index.ts';
import { personalData, personById, type OwnFile } from '../people/index.ts';
import { writeTo } from './letters.ts';
import * as queries from './queries.ts';
import { zipped } from './zip.ts';

const DAYS = 7;
const JOB = 'my-data.export';
const EXPIRE = 'my-data.expire';

interface Wanted {
  id: number;
}

export function setUpExport(): void {
  defineJob<Wanted>(JOB, make, { attempts: 5, alone: true });
  defineJob<Wanted>(EXPIRE, expire);
}

/** Asks for all of one's data; a mail comes when it is ready. One at a time. */
export async function askForExport(ctx: Ctx, personId: number): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const open = (await queries.exportsOf(ctx.db, personId, ctx.now)).some(({ ready_at }) => ready_at === null);
    if (open) throw new Refusal('conflict', 'my_data.error.underway');
    const id = await queries.insertExport(ctx.db, personId, ctx.now, ctx.now + DAYS * 86_400_000);
    await ctx.services.jobs.enqueue(ctx, JOB, { id } satisfies Wanted, { priority: 7 });
  });
}

async function make(ctx: Ctx, { id }: Wanted): Promise<void> {
  const wanted = await queries.exportById(ctx.db, id);
  if (!wanted || wanted.ready_at !== null) return;
  const key = `exports/${id}-${crypto.randomUUID()}.zip`;
  let size = 0;
  const counted = async function* () {
    for await (const piece of zipped(everything(ctx, wanted.person_id))) {
      size += piece.length;
      yield piece;
    }
  };
  await ctx.services.blobs.write(key, Readable.from(counted()), 'application/zip');
  await transaction(ctx, async (ctx) => {
    await queries.finishExport(ctx.db, id, { blob_key: key, size, ready_at: ctx.now });
    await ctx.services.jobs.enqueue(ctx, EXPIRE, { id } satisfies Wanted, { runAt: wanted.expires_at });
    await writeTo(ctx, wanted.person_id, { kind: 'ready', path: `/me/data/exports/${id}`, day: wanted.expires_at });
  });
}

/** All that is kept of a person: a JSON file for each kind of rows, then the files themselves. */
async function* everything(ctx: Ctx, personId: number): AsyncGenerator<OwnFile> {
  const { name, handle } = (await personById(ctx.db, personId))!;
  const about = { host: ctx.services.config.baseUrl, person: { id: personId, name, handle }, made: new Date(ctx.now).toISOString(), times: 'milliseconds since 1970-01-01 UTC' };
  yield { path: 'about.json', content: json(about) };
  for (const data of personalData()) if (data.export) yield { path: `data/${data.name}.json`, content: json(await data.export(ctx, personId)) };
  for (const data of personalData()) if (data.files) yield* data.files(ctx, personId);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** An export of one's own that is ready; another's is not there. */
export async function readableExport(ctx: Ctx, personId: number, id: number): Promise<{ key: string; size: number }> {
  const found = await queries.exportById(ctx.db, id);
  if (found?.person_id !== personId || found.blob_key === null || found.expires_at <= ctx.now) throw notFound();
  return { key: found.blob_key, size: found.size! };
}

async function expire(ctx: Ctx, { id }: Wanted): Promise<void> {
  const key = await queries.deleteExport(ctx.db, id);
  if (key) await ctx.services.blobs.delete(key);
}
