// `npm start`, `npm run demo`: builds when needed, then becomes the `copse` command.
import { build } from './build.js';

if (!build()) process.exit(1);
await import('../dist/server/cli.js');
