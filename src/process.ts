import { fileURLToPath } from 'node:url';

/** What only a process that begins can be told, of its memory: see docs/decisions/010-memory.md. */
const FLAGS = ['--max-semi-space-size=16', '--expose-gc'];
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };
const LASTING = new Set([undefined, 'start', 'demo', 'import']);

/** Puts a process with the same number, and these settings, in the place of this one where it is going to stay a while; false where that is done or cannot be. */
export function exchangeProcess(): boolean {
  const given = `${process.execArgv.join(' ')} ${process.env.NODE_OPTIONS ?? ''}`;
  // Windows has no exec (and its own way with memory).
  if (!process.execve || process.platform === 'win32' || given.includes('--max-semi-space-size') || !LASTING.has(process.argv[2])) return false;
  const program = fileURLToPath(new URL('./cli.js', import.meta.url));
  process.execve(process.execPath, [process.execPath, ...process.execArgv, ...FLAGS, program, ...process.argv.slice(2)], { ...process.env, ...ENVIRONMENT });
  return true;
}
