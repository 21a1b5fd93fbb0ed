/** What every part of this room is made from. */
import type { Kysely } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import type { AuditDraft } from './audit.ts';
import type { Passwords } from './passwords.ts';
import type { PeopleTables } from './tables.ts';

export type Parts = {
  store: Store;
  clock: Clock;
  ids: Ids;
  passwords: Passwords;
  audit(tx: Tx, draft: AuditDraft): Promise<void>;
};

export const tables = (from: { withTables: Store['db']['withTables'] }) =>
  from.withTables<PeopleTables>() as unknown as Kysely<PeopleTables>;
