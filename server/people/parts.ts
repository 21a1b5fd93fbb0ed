/** What every part of this room is made from. */
import type { Person } from '@candor/protocol/people.ts';
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
  /** Tells whoever wants to know of a new person, in the transaction that makes them. */
  added(tx: Tx, person: Person): Promise<void>;
};

export const tables = (from: { withTables: Store['db']['withTables'] }) =>
  from.withTables<PeopleTables>() as unknown as Kysely<PeopleTables>;
