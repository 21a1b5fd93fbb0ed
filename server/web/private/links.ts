/**
 * Links by mail that let a reader in: made for an address that the page allows, good for a quarter of an hour and for
 * one use. Only a digest of the link is kept, and only a digest of the address.
 */
import { randomBytes } from 'node:crypto';
import { type PageGate, tokenDigest } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';

export const LINK_MINUTES = 15;
const SWEPT_AFTER_MS = 24 * 3_600_000;

export type WebLinkTables = {
  webPageLink: {
    tokenDigest: string;
    pageId: string;
    addressDigest: string;
    generation: number;
    expiresAt: string;
    usedAt: string | null;
  };
};

export function createLinks({ store, clock }: { store: Store; clock: Clock }) {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<WebLinkTables>();
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    async make(tx: Tx, { pageId, generation }: PageGate, addressDigest: string): Promise<string> {
      const token = randomBytes(32).toString('base64url');
      const nowMs = clock.nowMs();
      await on(tx)
        .deleteFrom('webPageLink')
        .where('expiresAt', '<', instant(nowMs - SWEPT_AFTER_MS))
        .execute();
      await on(tx)
        .insertInto('webPageLink')
        .values({
          tokenDigest: tokenDigest(token),
          pageId,
          addressDigest,
          generation,
          expiresAt: instant(nowMs + LINK_MINUTES * 60_000),
          usedAt: null,
        })
        .execute();
      return token;
    },
    /** The reader that the link was made for, once; null when it is not ours, used, over or revoked. */
    async use(token: string, { pageId, generation }: PageGate): Promise<string | null> {
      const used = await on()
        .updateTable('webPageLink')
        .set({ usedAt: clock.now() })
        .where('tokenDigest', '=', tokenDigest(token))
        .where('pageId', '=', pageId)
        .where('generation', '=', generation)
        .where('usedAt', 'is', null)
        .where('expiresAt', '>', clock.now())
        .returning('addressDigest')
        .executeTakeFirst();
      return used?.addressDigest ?? null;
    },
  };
}
