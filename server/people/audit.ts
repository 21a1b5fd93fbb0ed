/**
 * Who changed what, when. An entry is written in the transaction of the change it tells of, so that there is never
 * one without the other. Entries carry ids and plain settings; what looks like a secret is refused, because an audit
 * trail is read by many.
 */
import type { AuditEntry } from '@candor/protocol/people.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import type { PeopleTables } from './tables.ts';

export type AuditDraft = {
  by: string;
  /** A past participle like a fact's kind: `person.invited`, `token.revoked`. */
  what: string;
  /** The id of what was changed. */
  target?: string | null;
  detail?: Record<string, unknown>;
};

const SECRET_NAME = /password|secret|hash|cookie|authorization|^token$/i;
const SECRET_VALUE = /cnd_[\w-]{20,}|^scrypt\$/;

export type AuditPage = { items: AuditEntry[]; next: string | null };

export function createAudit({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }) {
  return {
    async audit(tx: Tx, { by, what, target = null, detail = {} }: AuditDraft): Promise<void> {
      refuseSecrets(detail);
      await tx
        .withTables<PeopleTables>()
        .insertInto('peopleAudit')
        .values({ id: ids.next('aud'), at: clock.now(), by, what, target, detail: JSON.stringify(detail) })
        .execute();
    },
    /** Newest first. `after` is the `next` of the page before. */
    async list({
      after,
      limit = 50,
      target,
      by,
    }: {
      after?: string | undefined;
      limit?: number;
      target?: string | undefined;
      by?: string | undefined;
    } = {}): Promise<AuditPage> {
      let query = store.db
        .withTables<PeopleTables>()
        .selectFrom('peopleAudit')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (after) query = query.where('id', '<', after);
      if (target) query = query.where('target', '=', target);
      if (by) query = query.where('by', '=', by);
      const rows = (await query.execute()) as AuditEntry[];
      const items = rows.slice(0, limit);
      return { items, next: rows.length > limit ? items.at(-1)!.id : null };
    },
  };
}

function refuseSecrets(value: unknown): void {
  if (typeof value === 'string' && SECRET_VALUE.test(value))
    throw new Error('An audit entry holds something that looks like a secret.');
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (SECRET_NAME.test(name))
      throw new Error(`An audit entry has a field "${name}", which may be a secret.`);
    refuseSecrets(inner);
  }
}
