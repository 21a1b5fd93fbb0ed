/** The command line with the edge reader alone: it has to be there at once, on small machines and after a crash. */
import { commandLine } from '../command-line.ts';
import { edge } from './index.ts';

export const runEdge = commandLine({ edge });
