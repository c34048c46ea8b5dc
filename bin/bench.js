// `npm run bench [-- --full | --pages]`: builds when needed, then measures. --full goes to a million posts, --pages measures pages alone.
import { build } from './build.js';

if (!build()) process.exit(1);
await import('../bench/bench.ts');
if (!process.argv.some((word) => word === '--pages' || word === '--posting')) {
  await import('../bench/import.ts');
  await import('../bench/mail-in.ts');
  await import('../bench/mail-out.ts');
}
