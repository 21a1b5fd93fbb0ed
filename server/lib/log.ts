/**
 * Structured logs on standard error. Secrets never reach a log line, by three nets: fields that hold them are
 * censored by name, errors show their message, stack and code and none of the values that libraries hang on them, and
 * whatever has the shape of a secret of ours is blotted out of the finished line.
 */
import pino from 'pino';

export type Log = pino.Logger;

const SECRET_KEYS = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'privateKey',
  'apiKey',
  'email',
  'connectionString',
];

const CENSOR = '[secret]';
/** What a secret of ours looks like inside a longer text: after its prefix, in a link, in an address. */
const SHAPES: [RegExp, string][] = [
  [/\bcnd_[\w-]{20,}/g, CENSOR],
  [/\bwhsec_[\w+/=-]{16,}/g, CENSOR],
  [/(\/(?:heartbeats|subscribers|statements|surveys)\/)[\w.-]{20,}/g, `$1${CENSOR}`],
  [/(token=)[\w.-]{8,}/g, `$1${CENSOR}`],
  // Ids of links: the id may be known, the proof behind it not.
  [/\b((?:sub|sta|stm|crd|cus|srv|inv)_[0-9a-z]{26})\.[\w-]{20,}/g, `$1.${CENSOR}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"\\]+@/gi, `$1${CENSOR}@`],
];

const blot = (line: string): string =>
  SHAPES.reduce((text, [shape, instead]) => text.replace(shape, instead), line);

/** Values that hang on errors (inputs, rows, requests) are left out: nobody knows what is in them. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause) }),
  };
}

export function createLog({
  level = 'info',
  write,
}: {
  level?: string;
  write?: (line: string) => void;
} = {}): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: CENSOR },
      serializers: { err: errorFields },
      hooks: { streamWrite: blot },
    },
    write ? { write } : pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLog = (): Log => pino({ level: 'silent' });
