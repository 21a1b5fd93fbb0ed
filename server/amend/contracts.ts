/** Contracts: what was promised. A statement carries the contract that it was computed by, so editing is safe. */
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { Store } from '#store';
import { Contract, type ContractInput } from './sla/contract.ts';
import type { AmendTables } from './tables.ts';

export type StoredContract = { contract: Contract; plans: string[] | null; updatedAt: string };

export type Contracts = {
  list(): Promise<StoredContract[]>;
  get(id: string): Promise<StoredContract>;
  save(id: string | null, input: Omit<ContractInput, 'id'>, plans: string[] | null): Promise<StoredContract>;
};

export function createContracts({
  store,
  clock,
  ids,
  components,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  components: Pick<Catalog['components'], 'list'>;
}): Contracts {
  const on = () => store.db.withTables<AmendTables>();
  const toStored = (row: {
    contract: unknown;
    plans: string[] | null;
    updatedAt: string;
  }): StoredContract => ({
    contract: Contract.parse(row.contract),
    plans: row.plans,
    updatedAt: row.updatedAt,
  });
  const contracts: Contracts = {
    async list() {
      return (await on().selectFrom('amendContract').selectAll().orderBy('id').execute()).map(toStored);
    },
    async get(id) {
      const row = await on().selectFrom('amendContract').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new Problem('not-found', `There is no contract ${id}.`);
      return toStored(row);
    },
    async save(id, input, plans) {
      const before = id ? await contracts.get(id) : null;
      const contract = Contract.parse({ ...input, id: id ?? ids.next('ctr') });
      // A component that was retired since stays in the contract that covers it.
      const known = [
        ...(await components.list()).map((component) => component.id),
        ...(before?.contract.components ?? []),
      ];
      refuseUnknown('component', placed('contract.components', contract.components), new Set(known));
      const row = {
        contract: JSON.stringify(contract),
        plans: plans ? JSON.stringify(plans) : null,
        updatedAt: clock.now(),
      };
      await on()
        .insertInto('amendContract')
        .values({ id: contract.id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      return contracts.get(contract.id);
    },
  };
  return contracts;
}
