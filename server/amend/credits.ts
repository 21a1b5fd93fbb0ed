/**
 * Credits of a period: computed for every customer without a claim, looked at by a person, approved once. After the
 * approval the statements stand; what changes later is a new decision of a person, not a silent new number.
 */
import { sql } from 'kysely';
import type { Audience } from '#audience';
import { canonical, sha256 } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { Timeline } from '#timeline';
import type { Contracts } from './contracts.ts';
import { evidenceOf } from './evidence.ts';
import { creditStatement, recompute, type Statement } from './sla/credit.ts';
import { periodNamed } from './sla/period.ts';
import type { AmendTables } from './tables.ts';

export type StatementRow = {
  id: string;
  contractId: string;
  period: string;
  customerId: string;
  customerName: string | null;
  statement: Statement;
  creditMinor: number;
  currency: string;
  computedAt: string;
  approvedAt: string | null;
  /** A date; null while nobody has said. */
  bookedOn: string | null;
};

export type Run = {
  statements: StatementRow[];
  skipped: { customerId: string; reason: string }[];
  totalMinor: number;
  currency: string;
};

export type Granted =
  /** In the order of their ids, at most `limit` of those behind `after`. */
  { contractId: string; period: string; after: string; limit: number } | { incidentId: string };

export type Credits = {
  compute(contractId: string, period: string): Promise<Run>;
  /** `bookedOn`: the date on which the customers find it in their accounts. */
  approve(contractId: string, period: string, by: string, bookedOn?: string | null): Promise<Run>;
  /** Approved statements that pay something: of one run, or of what stands on one incident. */
  granted(which: Granted, tx?: Tx): Promise<StatementRow[]>;
  list(contractId: string, period: string): Promise<StatementRow[]>;
  get(id: string): Promise<StatementRow>;
  /** Does the sum again from nothing but the statement. */
  check(statement: Statement): { same: boolean; differs: string[] };
};

const dayMs = (date: string, timeZone: string) =>
  Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;

export function createCredits({
  store,
  timeline,
  audience,
  contracts,
  clock,
  ids,
}: {
  store: Store;
  timeline: Timeline;
  audience: Audience;
  contracts: Contracts;
  clock: Clock;
  ids: Ids;
}): Credits {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<AmendTables>();

  async function names(tx?: Tx) {
    return new Map((await audience.customers.list(tx)).map((customer) => [customer.id, customer.name]));
  }

  async function list(contractId: string, period: string): Promise<StatementRow[]> {
    const known = await names();
    const rows = await on()
      .selectFrom('amendStatement')
      .selectAll()
      .where('contractId', '=', contractId)
      .where('period', '=', period)
      .orderBy('customerId')
      .execute();
    return rows.map((row) => ({ ...row, customerName: known.get(row.customerId) ?? null }));
  }

  const run = (statements: StatementRow[], currency: string, skipped: Run['skipped'] = []): Run => ({
    statements,
    skipped,
    currency,
    totalMinor: statements.reduce((sum, { creditMinor }) => sum + creditMinor, 0),
  });

  return {
    list,
    check: (statement) => {
      const { same, differs } = recompute(statement);
      return { same, differs };
    },
    async get(id) {
      const row = await on().selectFrom('amendStatement').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no statement ${id}.`);
      return { ...row, customerName: (await names()).get(row.customerId) ?? null };
    },

    async compute(contractId, label) {
      const { contract, plans } = await contracts.get(contractId);
      const period = periodNamed(contract, label);
      if (!period)
        throw new Problem(
          'request.invalid',
          `"${label}" is not a ${contract.period} such as ${contract.period === 'month' ? '2026-11' : '2026-Q4'}.`,
        );
      const evidence = evidenceOf(
        await timeline.incidents({ limit: Number.MAX_SAFE_INTEGER }),
        clock.nowMs(),
      );
      const skipped: Run['skipped'] = [];
      await store.transaction(async (tx) => {
        const db = tx.withTables<AmendTables>();
        const approved = new Set(
          (
            await db
              .selectFrom('amendStatement')
              .select('customerId')
              .where('contractId', '=', contractId)
              .where('period', '=', label)
              .where('approvedAt', 'is not', null)
              .execute()
          ).map((row) => row.customerId),
        );
        for (const customer of await audience.customers.list(tx)) {
          const skip = (reason: string) => skipped.push({ customerId: customer.id, reason });
          if (approved.has(customer.id)) continue;
          if (plans && !plans.includes(customer.plan ?? ''))
            skip(`on plan ${customer.plan ?? '(none)'}, which this contract does not cover`);
          else if (customer.currency !== contract.currency)
            skip(`pays in ${customer.currency}; the contract is in ${contract.currency}`);
          else {
            const statement = creditStatement(
              contract,
              label,
              {
                id: customer.id,
                feeMinor: customer.feeMinor,
                fromMs: customer.startedOn ? dayMs(customer.startedOn, contract.timeZone) : null,
                untilMs: customer.endedOn ? dayMs(customer.endedOn, contract.timeZone) : null,
              },
              evidence,
            );
            const values = {
              statement: JSON.stringify(statement),
              digest: statement.digest,
              creditMinor: statement.credit.amountMinor,
              currency: contract.currency,
              computedAt: clock.now(),
            };
            await db
              .insertInto('amendStatement')
              .values({
                id: ids.next('crd'),
                contractId,
                period: label,
                customerId: customer.id,
                ...values,
                approvedAt: null,
                approvedBy: null,
                bookedOn: null,
              })
              .onConflict((conflict) =>
                conflict.columns(['contractId', 'period', 'customerId']).doUpdateSet(values),
              )
              .execute();
          }
        }
      });
      return run(await list(contractId, label), contract.currency, skipped);
    },

    async granted(which, tx) {
      const known = await names(tx);
      const granted = on(tx)
        .selectFrom('amendStatement')
        .selectAll()
        .where('approvedAt', 'is not', null)
        .where('creditMinor', '>', 0);
      const rows = await ('incidentId' in which
        ? granted.where(
            sql<boolean>`statement -> 'evidence' -> 'downtime' @> ${JSON.stringify([{ incidentId: which.incidentId }])}::jsonb`,
          )
        : granted
            .where('contractId', '=', which.contractId)
            .where('period', '=', which.period)
            .where('id', '>', which.after)
            .limit(which.limit)
      )
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, customerName: known.get(row.customerId) ?? null }));
    },

    async approve(contractId, label, by, bookedOn = null) {
      const { contract } = await contracts.get(contractId);
      const today = clock.now().slice(0, 10);
      if (bookedOn !== null && bookedOn < today)
        throw new Problem('request.invalid', `Credits cannot be booked on ${bookedOn}, which is over.`, {
          errors: [{ path: 'bookedOn', message: `a date from ${today} on` }],
        });
      const waiting = (await list(contractId, label)).filter((row) => row.approvedAt === null);
      if (waiting.length === 0)
        throw new Problem(
          'state.conflict',
          'There is nothing to approve: compute the period first, or it is approved already.',
        );
      const broken = waiting.find((row) => !recompute(row.statement).same);
      if (broken)
        throw new Problem(
          'state.conflict',
          `The statement ${broken.id} does not recompute; compute the period again.`,
        );
      const incidentIds = new Set(
        waiting.flatMap((row) => row.statement.evidence.downtime.map((span) => span.incidentId)),
      );
      await store.transaction(async (tx) => {
        const done = await tx
          .withTables<AmendTables>()
          .updateTable('amendStatement')
          .set({ approvedAt: clock.now(), approvedBy: by, bookedOn })
          .where('contractId', '=', contractId)
          .where('period', '=', label)
          .where('approvedAt', 'is', null)
          .where(
            'digest',
            'in',
            waiting.map((row) => row.statement.digest),
          )
          .executeTakeFirst();
        if (Number(done.numUpdatedRows) !== waiting.length)
          throw new Problem('state.conflict', 'The statements changed meanwhile; look at them again.');
        const digest = sha256(canonical(waiting.map((row) => row.statement.digest).sort()));
        await timeline.record(
          tx,
          [...incidentIds].map((incidentId) => ({
            subject: `incident:${incidentId}`,
            by,
            key: `credits:${contractId}:${label}:${digest}`,
            body: {
              kind: 'credits.approved',
              contractId,
              statements: waiting.length,
              totalMinor: waiting.reduce((sum, row) => sum + row.creditMinor, 0),
              currency: contract.currency,
              digest,
              period: label,
              bookedOn,
            },
          })),
        );
      });
      return run(await list(contractId, label), contract.currency);
    },
  };
}
