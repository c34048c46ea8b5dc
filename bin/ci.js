// `npm test`, here and on the build machine: every check in order. Its last line is `N passed, N failed`.
// Arguments go to Vitest: `npm test -- src/features/wiki`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';

const total = { passed: 0, failed: 0 };

// Looking over the text keeps one core busy, the build another.
const looked = [
  quietly('types', 'svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'),
  quietly('lint', 'oxlint/bin/oxlint', '--deny-warnings', 'src', 'migrations', 'test', 'bin', 'bench'),
];
const began = Date.now();
note('build', build(), began);
await vitest(process.argv.slice(2));
await Promise.all(looked);

console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

function note(name, good, began) {
  total[good ? 'passed' : 'failed'] += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** Runs a tool of node_modules beside the rest; prints what it said only when it fails. */
async function quietly(name, tool, ...args) {
  const began = Date.now();
  const { status, said } = await run([`node_modules/${tool}`, ...args], 'pipe');
  if (status !== 0) console.log(said);
  note(name, status === 0, began);
}

function run(args, stdio) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', stdio, stdio] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (said += part));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

async function vitest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'copse-ci-'));
  const report = join(folder, 'vitest.json');
  const { status } = await run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], 'inherit');
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
