// Installs what the lockfile says, once. Runs on whatever Node the machine has: nothing newer than Node 18 here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.copse-installed';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(process.platform + process.arch).digest('hex');
const installed = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';

if (wanted !== installed || !existsSync('node_modules/.bin/node')) {
  process.stdout.write('Installing packages (once) ... ');
  const began = Date.now();
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    process.stdout.write(`failed\n${npm.stdout ?? ''}${npm.stderr ?? ''}${npm.error ? npm.error.message : ''}\n`);
    process.exit(1);
  }
  writeFileSync(STAMP, wanted);
  process.stdout.write(`done in ${Math.round((Date.now() - began) / 1000)} s\n`);
}
