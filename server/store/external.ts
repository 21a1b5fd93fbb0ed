/**
 * A PostgreSQL that somebody else runs, at DATABASE_URL: waits until it answers, and refuses one that Candor cannot
 * use with a sentence. The URL holds a password and is never part of what is said.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#lib/log.ts';
import type { Where } from './connect.ts';
import { isLost } from './loss.ts';

const LEAST_VERSION = 15;
const LOOK_AGAIN_MS = 1_000;
const CONNECT_MS = 5_000;

/** What the operator can mend, by PostgreSQL's code. */
const MENDABLE: Record<string, string> = {
  '28P01': 'The database does not accept the user or the password in DATABASE_URL.',
  '28000': 'The database does not let the user in DATABASE_URL in from here; look at its pg_hba.conf.',
  '3D000': 'The database named in DATABASE_URL does not exist; create it and start again.',
  '42501': 'The user in DATABASE_URL may not create tables there; make it the owner of the database.',
};

/** A server that is away may come back; until then pages are served from the disk, so this waits and says so. */
export async function reach(where: Where, log: Log): Promise<void> {
  for (let said = false; ; said = true) {
    const client = new pg.Client({ ...where, connectionTimeoutMillis: CONNECT_MS });
    client.on('error', () => {});
    try {
      await client.connect();
      await refuseUnusable(client);
      return;
    } catch (error) {
      if (!isLost(error) && !/timeout expired/.test((error as Error).message)) throw inWords(error);
      if (!said)
        log.error({ err: error }, 'the database at DATABASE_URL cannot be reached; waiting until it answers');
    } finally {
      await client.end().catch(() => {});
    }
    await pause(LOOK_AGAIN_MS);
  }
}

async function refuseUnusable(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding",
  );
  const { version, encoding } = rows[0] as { version: number; encoding: string };
  if (version < LEAST_VERSION)
    throw new Error(
      `The server at DATABASE_URL is PostgreSQL ${version}; Candor needs ${LEAST_VERSION} or later.`,
    );
  if (encoding !== 'UTF8')
    throw new Error(
      `The database at DATABASE_URL is encoded in ${encoding}; Candor needs one created with ENCODING 'UTF8'.`,
    );
}

/** The operator's sentence for an error that has one. */
export function inWords(error: unknown): unknown {
  const sentence = MENDABLE[String((error as { code?: string }).code)];
  return sentence ? new Error(sentence, { cause: error }) : error;
}
