// `npm run dev`: builds and restarts the server at every change of a source.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { build } from './build.js';

const SETTLE_MS = 150;
let server = null;
let timer = null;

function restart() {
  if (!build()) return;
  if (!server) return start();
  server.once('exit', start);
  server.kill('SIGTERM');
}

function start() {
  server = spawn(process.execPath, ['--enable-source-maps', 'dist/server/cli.js', ...process.argv.slice(2)], { stdio: 'inherit' });
}

for (const folder of ['src', 'migrations', 'public'])
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restart, SETTLE_MS);
  });
process.on('SIGINT', () => {
  server?.kill('SIGTERM');
  process.exit(0);
});
restart();
