/**
 * Customers: who has a contract, since when and for how much. They come as CSV from whatever holds them today. An
 * import is all or nothing: with one broken line nothing changes, and the report names every broken line.
 */
import { Customer, CustomerInput, type ImportReport } from '@candor/protocol/audience.ts';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type Contact, contactsOf, type OtherContact, otherContactsOf } from './contacts.ts';
import type { AudienceTables } from './tables.ts';

export type Customers = {
  list(tx?: Tx): Promise<Customer[]>;
  /** With `plan` it reports what would change, and changes nothing. */
  importCsv(csv: string, options?: { plan?: boolean }): Promise<ImportReport>;
  /** Also unbinds those who were subscribed for them. */
  erase(id: string, tx?: Tx): Promise<void>;
  /** By which mailboxes these are reached in a matter of their own. */
  contacts(tx: Tx, ids: readonly string[]): Promise<Contact[]>;
  /** By which of these other carriers, by whoever subscribed for them. */
  otherContacts(tx: Tx, ids: readonly string[], carriers: readonly string[]): Promise<OtherContact[]>;
  /** The customer of this id or external id; null when there is none. */
  named(text: string, tx?: Tx): Promise<string | null>;
};

/** The columns of the file, and the fields they fill. */
const COLUMNS: Record<string, keyof CustomerInput> = {
  external_id: 'externalId',
  name: 'name',
  email: 'email',
  plan: 'plan',
  segment: 'segment',
  locale: 'locale',
  time_zone: 'timeZone',
  fee_minor: 'feeMinor',
  currency: 'currency',
  started_on: 'startedOn',
  ended_on: 'endedOn',
};

export function readCustomersCsv(csv: string): {
  rows: (ReturnType<typeof CustomerInput.parse> & { line: number })[];
  rejected: ImportReport['rejected'];
} {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(csv, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 100_000,
    }) as never;
  } catch (error) {
    throw new Problem(
      'import.invalid',
      `This is not a CSV file with a header line: ${(error as Error).message}`,
    );
  }
  const unknown = Object.keys(records[0]?.record ?? {}).filter((column) => !(column in COLUMNS));
  if (unknown.length > 0)
    throw new Problem(
      'import.invalid',
      `Unknown column ${unknown.map((c) => `"${c}"`).join(', ')}; known are ${Object.keys(COLUMNS).join(', ')}.`,
    );
  const seen = new Map<string, number>();
  const rejected: ImportReport['rejected'] = [];
  const rows = records.flatMap(({ record, info: { lines: line } }) => {
    const fields = Object.entries(record)
      .filter(([, value]) => value !== '')
      .map(([column, value]) => [COLUMNS[column], value]);
    const given = Object.fromEntries(fields) as Record<string, unknown>;
    if (typeof given['feeMinor'] === 'string' && /^\d+$/.test(given['feeMinor']))
      given['feeMinor'] = Number(given['feeMinor']);
    const parsed = CustomerInput.safeParse(given);
    if (!parsed.success) {
      rejected.push({
        line,
        reason: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      });
      return [];
    }
    const earlier = seen.get(parsed.data.externalId);
    if (earlier !== undefined) {
      rejected.push({
        line,
        reason: `external_id "${parsed.data.externalId}" stands on line ${earlier} already`,
      });
      return [];
    }
    seen.set(parsed.data.externalId, line);
    return [{ ...parsed.data, line }];
  });
  return { rows, rejected };
}

export function createCustomers({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }): Customers {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AudienceTables>();
  return {
    async list(tx) {
      const rows = await on(tx).selectFrom('audienceCustomer').selectAll().orderBy('externalId').execute();
      return rows.map((row) => Customer.parse(row));
    },
    async importCsv(csv, { plan = false } = {}) {
      const { rows, rejected } = readCustomersCsv(csv);
      if (rejected.length > 0)
        throw new Problem(
          'import.invalid',
          `${rejected.length} of ${rows.length + rejected.length} lines are broken; nothing was imported.`,
          {
            errors: rejected
              .slice(0, 1_000)
              .map(({ line, reason }) => ({ path: `line ${line}`, message: reason })),
          },
        );
      return store.transaction(async (tx) => {
        const report: ImportReport = { added: 0, changed: 0, unchanged: 0, rejected };
        const known = new Map(
          (await on(tx).selectFrom('audienceCustomer').selectAll().execute()).map((row) => [
            row.externalId,
            row,
          ]),
        );
        for (const { line: _, ...row } of rows) {
          const before = known.get(row.externalId);
          if (!before) {
            report.added++;
            if (plan) continue;
            await on(tx)
              .insertInto('audienceCustomer')
              .values({ ...row, id: ids.next('cus'), createdAt: clock.now(), updatedAt: clock.now() })
              .execute();
          } else if (
            Object.entries(row).some(([field, value]) => before[field as keyof typeof before] !== value)
          ) {
            report.changed++;
            if (plan) continue;
            await on(tx)
              .updateTable('audienceCustomer')
              .set({ ...row, updatedAt: clock.now() })
              .where('id', '=', before.id)
              .execute();
          } else report.unchanged++;
        }
        return report;
      });
    },
    async erase(id, tx) {
      const gone = await on(tx).deleteFrom('audienceCustomer').where('id', '=', id).executeTakeFirst();
      if (gone.numDeletedRows === 0n) throw new Problem('not-found', `There is no customer ${id}.`);
      await on(tx)
        .updateTable('audienceSubscriber')
        .set({ customerId: null })
        .where('customerId', '=', id)
        .execute();
    },
    contacts: contactsOf,
    otherContacts: (tx, ids, carriers) => otherContactsOf(tx, ids, { carriers, nowMs: clock.nowMs() }),
    async named(text, tx) {
      const found = await on(tx)
        .selectFrom('audienceCustomer')
        .select('id')
        .where((eb) => eb.or([eb('id', '=', text), eb('externalId', '=', text)]))
        // An id is meant before somebody's own number that looks like one.
        .orderBy(sql`id = ${text}`, 'desc')
        .limit(1)
        .executeTakeFirst();
      return found?.id ?? null;
    },
  };
}
