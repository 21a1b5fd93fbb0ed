/**
 * Connections: a `pg` pool behind Kysely that knows whether the database answers. A lost connection becomes the
 * problem `store.unavailable` for whoever asked, and a loop of looks goes on until the database is back. It never
 * says that a change was made before the database acknowledged its commit.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '#lib/log.ts';
import type { Store, Tables, Tx } from './index.ts';
import { diskFull, isCrowded, isDiskFull, isLost, isRetriable, type Moment, unavailable } from './loss.ts';
import { createNaming } from './prepared.ts';
import { types } from './types.ts';

export type Where = pg.PoolConfig;

/** Called before a statement is sent and after it was answered; what it throws is a power cut (tests only). */
export type StatementHook = (moment: 'before' | 'after', sql: string) => void;

type Options = {
  log: Log;
  /** Starts the embedded server again when it is gone. */
  revive?: (() => Promise<void>) | null;
  hook?: StatementHook;
  connections?: number;
  /** Sessions are ours alone, so that what is prepared in one stays in it. */
  ownSessions?: boolean;
  plansKeptMs?: number;
};

const TRIES = 5;
const LOOK_AGAIN_MS = 250;
/** A full disk refuses every change; one line a minute says it, and does not fill what is left of the disk. */
const SAY_AGAIN_MS = 60_000;
/** Statements are short; one that runs a minute is a mistake, and one unanswered for longer is a dead network. */
const STATEMENT_MS = 60_000;
/** A plan that was made while a table was small reads all of it when it is large; making one takes a millisecond. */
const PLANS_KEPT_MS = 5_000;

export function connect(
  where: Where,
  {
    log,
    revive = null,
    hook = () => {},
    connections = 12,
    ownSessions = false,
    plansKeptMs = PLANS_KEPT_MS,
  }: Options,
): Store {
  const pool = new pg.Pool({
    ...where,
    types,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    keepAlive: true,
    application_name: 'candor',
    // Instants are read as text, so their form may not depend on how the server is set up.
    options: '-c TimeZone=UTC -c DateStyle=ISO',
  });
  const nameOf = ownSessions ? createNaming() : () => null;
  /** Sessions whose plans are young enough. */
  let planned = new WeakSet<object>();
  const aging = setInterval(() => {
    planned = new WeakSet();
  }, plansKeptMs).unref();
  const listeners = new Set<(state: 'up' | 'down') => void>();
  let state: 'up' | 'down' = 'up';
  /** A look found nobody: until one does, nobody else has to wait for a connection that will not come. */
  let away = false;
  let closing = false;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let lastReason = '';
  let lastLook: unknown = null;
  let saidFull: NodeJS.Timeout | null = null;

  function become(next: 'up' | 'down') {
    if (state === next || closing) return;
    state = next;
    lastReason = '';
    if (next === 'up') log.info('the database answers again');
    else log.error('the database cannot be reached; the page is served on, checks go on');
    for (const listener of listeners) listener(next);
  }

  const lookSoon = () => {
    if (closing || timer || looking) return;
    timer = setTimeout(() => {
      timer = null;
      looking = look().finally(() => {
        looking = null;
        if (state === 'down') lookSoon();
      });
    }, LOOK_AGAIN_MS);
  };

  async function look() {
    try {
      await revive?.();
      if (closing) return;
      await pool.query('select 1');
      away = false;
      become('up');
    } catch (error) {
      const { message } = error as Error;
      away = true;
      lastLook = error;
      // Once per reason, not four times a second.
      if (message !== lastReason && !closing)
        log.warn({ err: error }, 'the database is still away; looking again');
      lastReason = message;
    }
  }

  function translate(error: unknown, moment: Moment): unknown {
    if (isDiskFull(error)) {
      if (!saidFull) {
        saidFull = setTimeout(() => {
          saidFull = null;
        }, SAY_AGAIN_MS).unref();
        log.error(
          { err: error },
          'the disk of the database is full; changes are refused until space is freed',
        );
      }
      return diskFull(error);
    }
    if (isCrowded(error)) {
      const everyoneBusy = pool.totalCount >= connections && pool.idleCount === 0;
      if (everyoneBusy) return unavailable(error, moment);
    } else if (!isLost(error)) return error;
    become('down');
    lookSoon();
    return unavailable(error, moment);
  }

  pool.on('error', (error) => translate(error, 'nothing sent'));
  // The pool listens to idle clients only: a client lost in the middle of a transaction would end the process.
  pool.on('connect', (client) => client.on('error', (error) => translate(error, 'not committed')));

  const watched: PostgresPool = {
    async connect() {
      if (away) throw unavailable(lastLook, 'nothing sent');
      const client = await pool.connect().catch((error) => {
        throw translate(error, 'nothing sent');
      });
      let inTransaction = false;
      let lost: unknown = null;
      const query = async (...given: unknown[]) => {
        // The rollback after a lost commit must not turn "not known" into "nothing was changed".
        if (lost) throw lost;
        const text = String((given[0] as { text?: string }).text ?? given[0]);
        const name = nameOf(text);
        const parameters = name ? [{ name, text, values: given[1] }] : given;
        const word = text.trimStart().slice(0, 8).toLowerCase();
        const commits = word.startsWith('commit');
        const reads = word.startsWith('select');
        const moment: Moment = commits || !(inTransaction || reads) ? 'perhaps committed' : 'not committed';
        if (word.startsWith('begin') || word.startsWith('start')) inTransaction = true;
        hook('before', text);
        try {
          if (name && !planned.has(client)) {
            await client.query('discard plans');
            planned.add(client);
          }
          // pg's overloads cannot be forwarded with their types.
          const result = await (client.query as (...what: unknown[]) => Promise<unknown>)(...parameters);
          if (commits || word === 'rollback') inTransaction = false;
          return result;
        } catch (error) {
          const translated = translate(error, word.startsWith('begin') ? 'nothing sent' : moment);
          if (isLost(error)) lost = translated;
          throw translated;
        } finally {
          hook('after', text);
        }
      };
      const release = (discard?: boolean) => client.release(Boolean(discard || lost));
      return { query, release } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
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
          if (attempt >= TRIES || !isRetriable(error)) throw error;
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
      clearInterval(aging);
      await looking;
      await db.destroy();
    },
  };
}
