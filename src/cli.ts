import { exchangeProcess } from './process.ts';

// Everything else is loaded by the process that stays.
if (!exchangeProcess()) await import('./program.ts');
