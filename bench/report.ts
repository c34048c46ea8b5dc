import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export type Row = [what: string, measured: string, against: string, ratio: string];

const FILE = 'docs/performance.md';
const INTRODUCTION = '# Performance\n\nEach part was measured in one run, server and load on one machine; ratios within a run are what counts. `npm run bench -- --write` writes all parts.\n';

/** With `--write`, puts what one benchmark found into its own part of `docs/performance.md`; the other parts stay. */
export function report(title: string, command: string, rows: Row[]): void {
  if (!process.argv.includes('--write')) return;
  const before = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const parts = new Map(before.split(/^## /m).slice(1).map((part) => [part.slice(0, part.indexOf('\n')), part]));
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
  parts.set(title, `${title}\n\n\`${command}\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${availableParallelism()} cores.\n\n| what | measured | against | ratio |\n|---|---|---|---|\n${table}\n`);
  writeFileSync(FILE, [INTRODUCTION, ...[...parts.values()].map((part) => `## ${part.trimEnd()}\n`)].join('\n'));
}
