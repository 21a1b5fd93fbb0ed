/**
 * Links in mails that another status page sent before its subscribers came here. They go on working for one thing: to
 * show the page on which a person may end the subscription. Only digests are kept, so a link can be recognised but
 * never made.
 */
import { sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { AudienceTables } from '../tables.ts';

export type OldLinks = {
  /** A token, an exact path of the old page, or `sha256:` of one of them. */
  add(tx: Tx, links: readonly { subscriberId: string; link: string }[], source: string): Promise<void>;
  /** The subscriber of any of these spellings; null when none is known. */
  find(spellings: readonly string[]): Promise<string | null>;
  /** As `sha256:…`, for an export. */
  of(subscriberIds: readonly string[]): Promise<Map<string, string[]>>;
};

const BATCH = 1_000;
const DIGEST = /^sha256:([0-9a-f]{64})$/;
const digestOf = (link: string) => DIGEST.exec(link)?.[1] ?? sha256(link);

export function createOldLinks({ store, clock }: { store: Store; clock: Clock }): OldLinks {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  return {
    async add(tx, links, source) {
      // One link belongs to one person; of several that claim it, the first.
      const owners = new Map(
        links.toReversed().map(({ subscriberId, link }) => [digestOf(link), subscriberId]),
      );
      const rows = [...owners].map(([digest, subscriberId]) => ({
        digest,
        subscriberId,
        source,
        createdAt: clock.now(),
      }));
      for (let from = 0; from < rows.length; from += BATCH)
        await on(tx)
          .insertInto('audienceOldLink')
          .values(rows.slice(from, from + BATCH))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    async find(spellings) {
      const digests = spellings
        .filter((link) => link.length >= 8 && !DIGEST.test(link))
        .map((link) => sha256(link));
      if (digests.length === 0) return null;
      const rows = await on()
        .selectFrom('audienceOldLink')
        .select(['digest', 'subscriberId'])
        .where('digest', 'in', digests)
        .execute();
      // The whole path says more than a part of it, which several people may share.
      const owners = new Map(rows.map(({ digest, subscriberId }) => [digest, subscriberId]));
      return digests.map((digest) => owners.get(digest)).find((owner) => owner !== undefined) ?? null;
    },
    async of(subscriberIds) {
      const found = new Map<string, string[]>();
      if (subscriberIds.length === 0) return found;
      const rows = await on()
        .selectFrom('audienceOldLink')
        .select(['digest', 'subscriberId'])
        .where('subscriberId', 'in', subscriberIds)
        .orderBy('digest')
        .execute();
      for (const { digest, subscriberId } of rows)
        found.set(subscriberId, [...(found.get(subscriberId) ?? []), `sha256:${digest}`]);
      return found;
    },
  };
}

/** Under which names a link's question carries its token; `/?unsubscribe=` is Statuspage's own. */
export const TOKEN_NAMES = ['token', 'code', 'id', 'subscriber', 'unsubscribe'];

/** Every way in which a path of the old page may have been written down: whole, without its question, its token alone. */
export function spellingsOf(path: string): string[] {
  const url = new URL(path, 'http://old.invalid');
  const tokens = TOKEN_NAMES.flatMap((name) => url.searchParams.get(name) ?? []);
  const segments = url.pathname.split('/').filter((part) => part.length >= 8);
  return [...new Set([path, url.pathname, ...segments, ...tokens])];
}
