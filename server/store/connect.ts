/**
 * Connections: a `pg` pool behind Kysely that knows whether the database answers. A lost connection turns into the
 * problem `store.unavailable` for whoever asked, and a loop tries until the database is back.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '#lib/log.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tables, Tx } from './index.ts';

export type Where = pg.PoolConfig;

/** Called before a statement is sent and after it was answered; what it throws is a power cut (tests only). */
export type StatementHook = (moment: 'before' | 'after', sql: string) => void;

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMPTZ) return (text: string) => new Date(text).toISOString();
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8) return readInt8;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

function readInt8(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The database holds ${text}, which is more than a number can hold.`);
  return number;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

function isConnectionError(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return (
    CONNECTION_CODES.has(code) ||
    code.startsWith('08') ||
    /connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/i.test(
      message,
    )
  );
}

const RETRY_CODES = new Set(['40001', '40P01']);
const TRIES = 5;
const LOOK_AGAIN_MS = 250;

export function connect(
  where: Where,
  {
    log,
    revive = null,
    hook = () => {},
    connections = 12,
  }: { log: Log; revive?: (() => Promise<void>) | null; hook?: StatementHook; connections?: number },
): Store {
  const pool = new pg.Pool({
    ...where,
    types,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    application_name: 'candor',
  });
  const listeners = new Set<(state: 'up' | 'down') => void>();
  let state: 'up' | 'down' = 'up';
  let closing = false;
  let timer: NodeJS.Timeout | null = null;

  const become = (next: 'up' | 'down') => {
    if (state === next || closing) return;
    state = next;
    log[next === 'up' ? 'info' : 'error'](
      next === 'up'
        ? 'the database answers again'
        : 'the database cannot be reached; the page is served on, checks go on',
    );
    for (const listener of listeners) listener(next);
  };

  async function lookAgain() {
    timer = null;
    try {
      await revive?.();
      await pool.query('select 1');
      become('up');
    } catch {
      if (!closing) timer = setTimeout(lookAgain, LOOK_AGAIN_MS);
    }
  }

  function translate(error: unknown): unknown {
    if (!isConnectionError(error)) return error;
    become('down');
    if (!closing) timer ??= setTimeout(lookAgain, LOOK_AGAIN_MS);
    return new Problem(
      'store.unavailable',
      'The database cannot be reached at the moment; nothing was changed. Try again.',
      { cause: error },
    );
  }

  pool.on('error', (error) => translate(error));

  const watched: PostgresPool = {
    async connect() {
      const client = await pool.connect().catch((error) => {
        throw translate(error);
      });
      const query = async (...parameters: unknown[]) => {
        const text = String((parameters[0] as { text?: string }).text ?? parameters[0]);
        hook('before', text);
        try {
          // biome-ignore lint/suspicious/noExplicitAny: pg's overloads cannot be forwarded with their types.
          return await (client.query as any)(...parameters);
        } catch (error) {
          throw translate(error);
        } finally {
          hook('after', text);
        }
      };
      return { query, release: () => client.release() } as unknown as PostgresPoolClient;
    },
    async end() {
      await pool.end();
    },
  } as PostgresPool;

  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: watched }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const commits = new AsyncLocalStorage<(() => void)[]>();

  return {
    db,
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      for (let attempt = 1; ; attempt++) {
        const afterwards: (() => void)[] = [];
        try {
          const result = await commits.run(afterwards, () => db.transaction().execute(work));
          commits.exit(() => {
            for (const then of afterwards) then();
          });
          return result;
        } catch (error) {
          if (attempt >= TRIES || !RETRY_CODES.has((error as { code?: string }).code ?? '')) throw error;
        }
      }
    },
    afterCommit(_tx, then) {
      const waiting = commits.getStore();
      if (waiting) waiting.push(then);
      else then();
    },
    async close() {
      closing = true;
      if (timer) clearTimeout(timer);
      await db.destroy();
    },
  };
}
