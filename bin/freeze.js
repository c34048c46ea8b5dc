// Records the migrations as released: from then on `npm test` fails when one of them changes.
// Run it with every release. The newest may be recorded again until then; older ones never change.
import { readFileSync, writeFileSync } from 'node:fs';
import { fingerprints } from '../migrations/frozen.ts';

const FILE = new URL('../migrations/frozen.json', import.meta.url);
const recorded = JSON.parse(readFileSync(FILE, 'utf8'));
const now = fingerprints();
const newest = Object.keys(now).at(-1);
const changed = Object.keys(recorded).filter((name) => name !== newest && recorded[name] !== now[name]);
if (changed.length > 0) {
  console.error(`Released migrations never change. Undo, and write a new one instead of changing: ${changed.join(', ')}`);
  process.exit(1);
}
writeFileSync(FILE, `${JSON.stringify(now, null, 2)}\n`);
console.log(`${Object.keys(now).length} migrations recorded, up to ${newest}.`);
