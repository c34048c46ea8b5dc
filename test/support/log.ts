import { pino } from 'pino';

/** What the servers of the running test warned of: printed when it fails. */
export const said: string[] = [];

export const testLog = pino({ level: 'warn' }, { write: (line) => void said.push(line) });
