/** Escalation policies: plain rows. There is always a default one, so that an incident always has a rule. */
import { EscalationPolicy, EscalationPolicyInput } from '@candor/protocol/respond.ts';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import type { RespondTables } from './tables.ts';

export type EscalationPolicies = {
  default(tx?: Tx): Promise<EscalationPolicy>;
  get(id: string, tx?: Tx): Promise<EscalationPolicy>;
  list(): Promise<EscalationPolicy[]>;
  save(id: string | null, input: EscalationPolicyInput): Promise<EscalationPolicy>;
};

export function createEscalationPolicies({
  store,
  clock,
  ids,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
}): EscalationPolicies {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<RespondTables>();
  const rowOf = (policy: EscalationPolicy) => ({
    ...policy,
    acknowledgeSeconds: JSON.stringify(policy.acknowledgeSeconds),
    steps: JSON.stringify(policy.steps),
  });

  const policies: EscalationPolicies = {
    async default(tx) {
      const row = await on(tx)
        .selectFrom('respondPolicy')
        .selectAll()
        .where('isDefault', '=', true)
        .executeTakeFirst();
      if (row) return EscalationPolicy.parse(row);
      const fresh = {
        ...EscalationPolicyInput.parse({ name: 'Default' }),
        id: ids.next('esc'),
        isDefault: true,
        updatedAt: clock.now(),
      };
      await on(tx)
        .insertInto('respondPolicy')
        .values(rowOf(fresh))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return policies.default(tx);
    },
    async get(id, tx) {
      const row = await on(tx)
        .selectFrom('respondPolicy')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no escalation policy ${id}.`);
      return EscalationPolicy.parse(row);
    },
    async list() {
      await policies.default();
      return (await on().selectFrom('respondPolicy').selectAll().orderBy('name').execute()).map((row) =>
        EscalationPolicy.parse(row),
      );
    },
    async save(id, input) {
      const before = id ? await policies.get(id) : null;
      const policy: EscalationPolicy = {
        ...EscalationPolicyInput.parse(input),
        id: before?.id ?? ids.next('esc'),
        isDefault: before?.isDefault ?? false,
        updatedAt: clock.now(),
      };
      const { id: _, ...changes } = rowOf(policy);
      await on()
        .insertInto('respondPolicy')
        .values(rowOf(policy))
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
        .execute();
      return policy;
    },
  };
  return policies;
}
