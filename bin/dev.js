// `npm run dev`: at every change of a source builds, restarts the server and reloads the open pages.
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { startProxy } from './dev-proxy.js';

const SETTLE_MS = 150;
const port = Number(process.env.PORT || 3000);
// The server stands behind a small proxy on the next port, which keeps browsers waiting while it restarts.
const behind = port + 1;
const environment = { ...process.env, HOST: '127.0.0.1', PORT: String(behind), BASE_URL: process.env.BASE_URL || `http://localhost:${port}` };

const proxy = await startProxy(port, behind).catch((error) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program. Choose another: PORT=3100 npm run dev` : error);
  process.exit(1);
});
let server = null;
let timer = null;

for (const folder of ['src', 'migrations', 'public'])
  watch(folder, { recursive: true }, (_event, file) => {
    if (file && /(?:\.test\.ts|~|\.sw.)$/.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(restart, SETTLE_MS);
  });

for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    await stop();
    process.exit(0);
  });

await restart();

async function restart() {
  // In a process of its own, so that a change of the build itself counts.
  if (spawnSync(process.execPath, ['bin/build.js'], { stdio: 'inherit' }).status !== 0) return;
  await stop();
  server = spawn(process.execPath, ['--enable-source-maps', 'dist/server/cli.js', ...process.argv.slice(2)], { stdio: 'inherit', env: environment });
  proxy.reload();
}

function stop() {
  if (!server || server.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    server.once('exit', done);
    server.kill('SIGTERM');
  });
}
