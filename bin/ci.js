// `npm test`, here and on the build machine: every check in order. Its last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';

const node = process.execPath;
const folder = mkdtempSync(join(tmpdir(), 'copse-ci-'));
const report = join(folder, 'vitest.json');
let passed = 0;
let failed = 0;

function step(name, work) {
  const began = Date.now();
  const good = work();
  good ? (passed += 1) : (failed += 1);
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return good;
}

/** Runs quietly; prints everything when it fails. */
function run(...args) {
  const done = spawnSync(node, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) console.log(`${done.stdout}${done.stderr}`);
  return done.status === 0;
}

step('build', build);
step('types', () => run('node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'));
step('lint', () => run('node_modules/oxlint/bin/oxlint', '--deny-warnings', 'src', 'migrations', 'test', 'bin', 'bench'));

const vitest = spawnSync(
  node,
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  failed += Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0);
}
if (vitest.status !== 0 && failed === 0) failed = 1;
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
