/**
 * Which thing of which source became which of ours. A link is written in the transaction that makes the thing, so a
 * killed import can be carried out again without doubles, and a second one changes only what is new at the source.
 */
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Store, Tx } from '#store';
import type { TransferTables } from './tables.ts';

export type LinkKind =
  | 'page'
  | 'group'
  | 'component'
  | 'monitor'
  | 'incident'
  | 'maintenance'
  | 'subscriber'
  | 'holding-set'
  | 'workflow';
type Link = { id: string; digest: string };

export type Links = {
  get(kind: LinkKind, externalId: string): Link | undefined;
  set(kind: LinkKind, externalId: string, link: Link, tx: Tx): Promise<void>;
  setAll(kind: LinkKind, links: readonly (Link & { externalId: string })[], tx: Tx): Promise<void>;
};

export const digestOf = (thing: unknown): string => sha256(canonical(thing));

export const sourceKey = ({ kind, id }: { kind: string; id: string }): string => `${kind}:${id}`;

/** All links of one source in memory: at most as many as its document has things. */
export async function readLinks(
  { store, clock }: { store: Store; clock: Clock },
  source: string,
): Promise<Links> {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<TransferTables>();
  const rows = await on().selectFrom('tellTransferLink').selectAll().where('source', '=', source).execute();
  const known = new Map<string, Link>(
    rows.map(({ kind, externalId, id, digest }) => [`${kind} ${externalId}`, { id, digest }]),
  );
  const links: Links = {
    get: (kind, externalId) => known.get(`${kind} ${externalId}`),
    set: (kind, externalId, link, tx) => links.setAll(kind, [{ externalId, ...link }], tx),
    async setAll(kind, all, tx) {
      if (all.length === 0) return;
      const rows = all.map(({ externalId, id, digest }) => ({
        source,
        kind,
        externalId,
        id,
        digest,
        carriedAt: clock.now(),
      }));
      await on(tx)
        .insertInto('tellTransferLink')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['source', 'kind', 'externalId']).doUpdateSet((row) => ({
            id: row.ref('excluded.id'),
            digest: row.ref('excluded.digest'),
            carriedAt: row.ref('excluded.carriedAt'),
          })),
        )
        .execute();
      for (const { externalId, id, digest } of all) known.set(`${kind} ${externalId}`, { id, digest });
    },
  };
  return links;
}
