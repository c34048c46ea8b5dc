import { ConfigError } from './config.ts';
import { Refusal } from '#platform/errors.ts';
import { translator } from '#platform/i18n/index.ts';

/** What Node.js, SQLite (`errcode`, https://sqlite.org/rescode.html) and PostgreSQL (five characters, appendix A of its manual) say. */
interface Fault {
  code?: string;
  errcode?: number;
  syscall?: string;
  port?: number;
  path?: string;
  message: string;
  /** Of an AggregateError: one for each address tried. */
  errors?: Fault[];
}

const FOLDER = 'Give the account that runs Copse the right to write there, or choose another folder: DATA_DIR=/path/to/folder npm start';
const PORT = 'Stop it, or choose another: PORT=3001 npm start';

/** Each cause that a host can do something about, with what to do. */
const CAUSES: [(fault: Fault) => boolean, (fault: Fault) => string][] = [
  [({ code }) => code === 'EADDRINUSE', ({ port }) => `Port ${port} is taken by another program. ${PORT}`],
  [({ code, syscall }) => code === 'EACCES' && syscall === 'listen', ({ port }) => `Port ${port} is not for everybody: below 1024 only the administrator may listen. Choose another: PORT=3000 npm start`],
  [({ code, errcode }) => code === 'ENOSPC' || errcode === 13 || code === '53100', () => 'The disk is full. What was done before is kept; make room, and begin again.'],
  [({ errcode }) => errcode === 14, () => `The database cannot be opened in the data folder. ${FOLDER}`],
  [({ errcode }) => errcode === 8, () => `The database cannot be written. ${FOLDER}`],
  [({ errcode }) => errcode === 26 || errcode === 11, () => 'The database file is damaged, or is none: copse.sqlite in the data folder. Put it aside, and bring back a copy of it that was good.'],
  [({ code, syscall }) => syscall === 'mkdir' && /^(EACCES|EROFS|EPERM|ENOENT|ENOTDIR|EEXIST)$/.test(code ?? ''), ({ path }) => `The data folder ${path} cannot be made. ${FOLDER}`],
  [({ code }) => code === 'EACCES' || code === 'EROFS', ({ message }) => `The data folder cannot be written: ${message}. ${FOLDER}`],
  [({ code }) => code === '28P01' || code === '28000', ({ message }) => `The database server lets nobody in with the name and password of DATABASE_URL: ${message}`],
  [({ code }) => code === '3D000', ({ message }) => `The database server has no database of the name in DATABASE_URL: ${message}`],
  [({ code, syscall }) => /^E(CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|AI_AGAIN|NOTFOUND)$/.test(code ?? '') && syscall !== 'listen', ({ message, errors = [] }) => `A server does not answer: ${[message, ...errors.map((one) => one.message)].filter(Boolean).join('; ')}. If it is the database: does it run, and does DATABASE_URL say where?`],
];

/** What keeps the server from starting, or a command from its work, in words; of a fault of ours, where it is. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof Refusal) return refused(error);
  const fault = error as Fault;
  const known = CAUSES.find(([is]) => is(fault));
  return known ? known[1](fault) : ((error as Error).stack ?? String(error));
}

/** What was wrong with what a command was given. */
function refused({ message, fields, values }: Refusal): string {
  const t = translator('en');
  const lines = Object.entries(fields).map(([name, key]) => `${name}: ${t(key, values)}`);
  return lines.length > 0 ? lines.join('\n') : t(message, values);
}
