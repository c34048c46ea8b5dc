// Installs what the lockfile says, once. Runs on whatever Node the machine has: nothing newer than Node 18 here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.copse-installed';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).update(process.platform + process.arch).digest('hex');

if (!existsSync('node_modules/.bin/node') || !(stamped() || installedByHand())) install();

function stamped() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted;
}

/** Whether somebody's own `npm install` came after the last change of the lockfile: npm keeps a copy of what it installed. */
function installedByHand() {
  const copy = 'node_modules/.package-lock.json';
  const fresh = existsSync(copy) && statSync(copy).mtimeMs >= statSync('package-lock.json').mtimeMs;
  if (fresh) writeFileSync(STAMP, wanted);
  return fresh;
}

function install() {
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
