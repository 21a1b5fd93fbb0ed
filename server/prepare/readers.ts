/**
 * The readers of policy and checklists: end users whom the host app vouches for, and anonymous browsers. Keeps the
 * keys with which host apps sign, and forgets a reader on request. A secret leaves this room once, when it is made.
 */
import { randomBytes } from 'node:crypto';
import type { ReaderKey } from '@candor/protocol/prepare.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { verifyReaderToken } from './reader-token.ts';
import type { PrepareTables } from './tables.ts';

/** Two, so that a new key can be brought out while the old one is still in use. */
const KEYS_AT_ONCE = 2;
const LAST_USE_EVERY_MS = 3_600_000;

export type Readers = {
  /** `user:…` by a valid token, `anonymous:…` by the browser's id, null for somebody who says neither. */
  of(authorization: string | undefined, anonymous: string | undefined): Promise<string | null>;
  /** Forgets progress and acceptances; answers how many records there were. */
  erase(reader: string): Promise<number>;
  keys: {
    list(): Promise<ReaderKey[]>;
    create(by: string): Promise<ReaderKey & { secret: string }>;
    remove(id: string): Promise<void>;
  };
};

export function createReaders({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Readers {
  const on = () => store.db.withTables<PrepareTables>();
  const rows = () => on().selectFrom('prepareReaderKey').selectAll().orderBy('createdAt').execute();

  async function userOf(token: string): Promise<string> {
    const keys = await rows();
    const found = verifyReaderToken(token, keys, clock.nowMs());
    if ('refused' in found)
      throw new Problem('auth.failed', `The end user's token was not accepted: ${found.refused}.`);
    const last = keys.find(({ id }) => id === found.keyId)?.lastUsedAt;
    if (!last || clock.nowMs() - Date.parse(last) > LAST_USE_EVERY_MS)
      await on()
        .updateTable('prepareReaderKey')
        .set({ lastUsedAt: clock.now() })
        .where('id', '=', found.keyId)
        .execute();
    return `user:${found.subject}`;
  }

  return {
    async of(authorization, anonymous) {
      if (authorization !== undefined) {
        const [, token] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
        if (!token)
          throw new Problem('auth.failed', 'Send the end user\'s token as "Authorization: Bearer …".');
        return userOf(token);
      }
      return anonymous === undefined ? null : `anonymous:${anonymous}`;
    },
    erase: (reader) =>
      store.transaction(async (tx) => {
        const own = tx.withTables<PrepareTables>();
        const gone = await Promise.all([
          own.deleteFrom('prepareProgress').where('reader', '=', reader).executeTakeFirst(),
          own.deleteFrom('prepareAcceptance').where('reader', '=', reader).executeTakeFirst(),
        ]);
        return gone.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0);
      }),
    keys: {
      list: async () => (await rows()).map(({ secret: _, ...key }) => key),
      create: (by) =>
        store.transaction(async (tx) => {
          const own = tx.withTables<PrepareTables>();
          const present = await own.selectFrom('prepareReaderKey').select('id').forUpdate().execute();
          if (present.length >= KEYS_AT_ONCE)
            throw new Problem(
              'state.conflict',
              'Two keys exist already. Remove the one that no app uses any more, then make a new one.',
            );
          const key = {
            id: ids.next('rdk'),
            secret: `cndr_${randomBytes(32).toString('base64url')}`,
            createdAt: clock.now(),
            createdBy: by,
            lastUsedAt: null,
          };
          await own.insertInto('prepareReaderKey').values(key).execute();
          return key;
        }),
      async remove(id) {
        const { numDeletedRows } = await on()
          .deleteFrom('prepareReaderKey')
          .where('id', '=', id)
          .executeTakeFirst();
        if (Number(numDeletedRows) === 0) throw new Problem('not-found', `There is no reader key ${id}.`);
      },
    },
  };
}
