import type { Feature } from '../../feature.ts';
import { importCommands } from './command.ts';
import './tables.ts';
import texts from './texts.ts';

export { importDiscourse } from './discourse/command.ts';
export { importMbox } from './mbox/command.ts';
export { ImportProblem } from './problem.ts';

export const feature: Feature = { name: 'import-export', texts, commands: importCommands };
