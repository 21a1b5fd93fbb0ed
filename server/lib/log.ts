/** Structured logs on standard error. Secrets never reach a log line: known secret-bearing keys are censored here. */
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
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    write ? { write } : pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLog = (): Log => pino({ level: 'silent' });
