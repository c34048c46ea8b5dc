// `npm test`, here and on the build machine: every check in order. Its last line is `N passed, N failed`.
// Arguments go to Vitest: `npm test -- src/features/wiki`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';

const total = { passed: 0, failed: 0 };

step('build', build);
step('types', () => quietly('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'));
step('lint', () => quietly('oxlint/bin/oxlint', '--deny-warnings', 'src', 'migrations', 'test', 'bin', 'bench'));
vitest(process.argv.slice(2));

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function step(name, work) {
  const began = Date.now();
  const good = work();
  total[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** Runs a tool of node_modules; prints what it said only when it fails. */
function quietly(tool, ...args) {
  const done = spawnSync(process.execPath, [`node_modules/${tool}`, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) console.log(`${done.stdout}${done.stderr}`);
  return done.status === 0;
}

function vitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'copse-ci-'));
  const report = join(folder, 'vitest.json');
  const run = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [...run, ...args], { stdio: 'inherit' });
  const { passed, failed } = counted(report);
  rmSync(folder, { recursive: true, force: true });
  total.passed += passed;
  // A run that ends badly without a failing test (an error between tests, a crash) is a failure too.
  total.failed += failed === 0 && status !== 0 ? 1 : failed;
}

/** Tests, and files that could not even be read. */
function counted(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const unread = testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'));
    return { passed: numPassedTests, failed: numFailedTests + unread.length };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
