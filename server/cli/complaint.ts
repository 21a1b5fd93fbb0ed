/**
 * What a command says when it fails: one sentence on what is wrong, where, and what to do, and a status that a script
 * can tell apart (1: it did not work, 2: it was asked wrongly). What nobody expected keeps its stack for those who ask
 * for it with LOG_LEVEL=debug. Never prints a stack on what an operator can mend.
 */
import { Problem } from '#lib/problem.ts';

/** A failure that was expected, in words for whoever typed the command. */
export class Complaint extends Error {
  readonly exitCode: 1 | 2;
  constructor(message: string, { exitCode = 1, cause }: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'Complaint';
    this.exitCode = exitCode;
  }
}

/** Settings and arguments that make no sense are the asker's to mend; all else is a failure. */
export const exitCodeOf = (error: unknown): 1 | 2 => (error instanceof Complaint ? error.exitCode : 1);

type SystemError = Error & {
  code?: string;
  path?: string;
  syscall?: string;
  address?: string;
  port?: number;
};

/** The system's refusals that have to do with the operator's machine rather than with our code. */
const SYSTEM: Record<string, (error: SystemError) => string> = {
  EADDRNOTAVAIL: ({ address }) =>
    `This machine has no address ${address ?? ''}. Choose one that it has with HOST; 127.0.0.1 is this machine alone.`,
  EACCES: ({ path, port }) =>
    path
      ? `This account may not use ${path}. Change its owner or mode, or name another.`
      : `This account may not listen on port ${port}. Ports under 1024 are for root; choose another with PORT.`,
  EPERM: ({ path }) => `This account may not do that to ${path ?? 'this file'}.`,
  EROFS: ({ path }) => `${path ?? 'This folder'} is on a file system that cannot be written.`,
  ENOSPC: ({ path }) => `There is no room left on the disk${path ? ` for ${path}` : ''}.`,
  ENOENT: ({ path, message }) => (path ? `There is no file ${path}.` : message),
  EISDIR: ({ path }) => `${path ?? 'This'} is a folder; a file is needed.`,
  ENOTDIR: ({ path }) => `A part of ${path ?? 'this path'} is a file and not a folder.`,
  ENOTFOUND: ({ message }) => `A host name is not known: ${message}.`,
  ECONNREFUSED: ({ address, port }) => `Nothing listens on ${address ?? 'this address'}, port ${port}.`,
};

export function sentenceOf(error: unknown, debug = process.env['LOG_LEVEL'] === 'debug'): string {
  const sentence = plainly(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return debug && stack ? `${sentence}\n${stack}` : sentence;
}

function plainly(error: unknown): string {
  if (error instanceof Complaint || error instanceof Problem) return error.message;
  if (!(error instanceof Error)) return String(error);
  // Connecting to a name with two addresses fails twice; the first says enough.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const system = inner as SystemError;
  const known = system.code ? SYSTEM[system.code] : undefined;
  if (known) return known(system);
  // Rooms say what the operator has to do in plain errors; anything more special is a fault of ours.
  if (error.constructor === Error && error.message) return error.message;
  return `Something went wrong in Candor itself: ${error.message || error.name}. LOG_LEVEL=debug shows where.`;
}
