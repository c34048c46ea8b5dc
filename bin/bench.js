// `npm run bench [-- --full]`: builds when needed, then measures. --full goes to a million posts.
import { build } from './build.js';

if (!build()) process.exit(1);
await import('../bench/bench.ts');
if (!process.argv.includes('--posting')) {
  await import('../bench/mail-in.ts');
  await import('../bench/mail-out.ts');
}
