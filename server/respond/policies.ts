/** Escalation policies: plain rows. There is always a default one, so that an incident always has a rule. */
import { EscalationPolicy, EscalationPolicyInput, EscalationStep } from '@candor/protocol/respond.ts';
import type { Selectable } from 'kysely';
import type { Carrier, Carriers } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store, Tx } from '#store';
import { readAddress, shownAddress } from './addresses.ts';
import type { RespondTables } from './tables.ts';

/** The owner hears of an incident at once; this is the second call, when nobody acknowledged. */
const FIRST_STEP_SECONDS = 300;

export type EscalationPolicies = {
  default(tx?: Tx): Promise<EscalationPolicy>;
  get(id: string, tx?: Tx): Promise<EscalationPolicy>;
  list(): Promise<EscalationPolicy[]>;
  /** The default policy calls this person, as long as no person said otherwise. */
  callByDefault(tx: Tx, personId: string): Promise<void>;
  save(id: string | null, input: EscalationPolicyInput): Promise<EscalationPolicy>;
  /** As it is shown: that a webhook has a secret, never which, and of a secret address only its beginning. */
  shown(policy: EscalationPolicy): EscalationPolicy;
};

const withoutSecrets = (
  policy: EscalationPolicy,
  carriers: ReadonlyMap<string, Carrier>,
): EscalationPolicy => ({
  ...policy,
  steps: policy.steps.map((step) => ({
    ...step,
    webhooks: step.webhooks.map(({ url, secret }) => (secret ? { url, secret: null } : { url })),
    targets: step.targets.map((target) => shownAddress(target, carriers)),
  })),
});

/** A secret that comes back as null keeps the value that was stored for the same address. */
function keepSecrets(policy: EscalationPolicy, before: EscalationPolicy | null): EscalationPolicy {
  const known = new Map(
    (before?.steps ?? []).flatMap(({ webhooks }) =>
      webhooks.flatMap(({ url, secret }) => (secret ? [[url, secret] as const] : [])),
    ),
  );
  const kept = (url: string, path: string) => {
    const secret = known.get(url);
    if (secret) return secret;
    throw new Problem(
      'request.invalid',
      `No secret is stored for the webhook of ${path}; write one or leave it out.`,
      {
        errors: [{ path, message: 'there is nothing to keep' }],
      },
    );
  };
  return {
    ...policy,
    steps: policy.steps.map((step, i) => ({
      ...step,
      webhooks: step.webhooks.map((webhook, n) =>
        webhook.secret === null
          ? { ...webhook, secret: kept(webhook.url, `steps.${i}.webhooks.${n}.secret`) }
          : webhook,
      ),
    })),
  };
}

export function createEscalationPolicies({
  store,
  people,
  carriers,
  clock,
  ids,
}: {
  store: Store;
  people: People;
  carriers: Pick<Carriers, 'all'>;
  clock: Clock;
  ids: Ids;
}): EscalationPolicies {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<RespondTables>();
  const toPolicy = ({ editedAt: _, ...row }: Selectable<RespondTables['respondPolicy']>) =>
    EscalationPolicy.parse(row);
  const rowOf = (policy: EscalationPolicy, editedAt: string | null) => ({
    ...policy,
    editedAt,
    acknowledgeSeconds: JSON.stringify(policy.acknowledgeSeconds),
    steps: JSON.stringify(policy.steps),
  });

  /** Also those who were disabled: a policy may outlive them, and is mended when somebody sees it. */
  async function refuseStrangers({ ownerId, deputyId, steps }: EscalationPolicy) {
    const named = [
      ...(ownerId ? [{ path: 'ownerId', id: ownerId }] : []),
      ...(deputyId ? [{ path: 'deputyId', id: deputyId }] : []),
      ...steps.flatMap(({ personIds }, i) => placed(`steps.${i}.personIds`, personIds)),
    ];
    const persons = await people.persons.list({ disabled: true });
    refuseUnknown('person', named, new Set(persons.map(({ id }) => id)));
  }

  /** Every shared address as its carrier spells it. */
  function withAddresses({ steps }: EscalationPolicy, before: EscalationPolicy | null) {
    const known = (before?.steps ?? []).flatMap(({ targets }) => targets);
    return steps.map((step, i) => ({
      ...step,
      targets: step.targets.map((target, n) =>
        readAddress({ ...target, path: `steps.${i}.targets.${n}` }, carriers.all, known),
      ),
    }));
  }

  const policies: EscalationPolicies = {
    shown: (policy) => withoutSecrets(policy, carriers.all),
    async default(tx) {
      const row = await on(tx)
        .selectFrom('respondPolicy')
        .selectAll()
        .where('isDefault', '=', true)
        .executeTakeFirst();
      if (row) return toPolicy(row);
      const fresh = {
        ...EscalationPolicyInput.parse({ name: 'Default' }),
        id: ids.next('esc'),
        isDefault: true,
        updatedAt: clock.now(),
      };
      await on(tx)
        .insertInto('respondPolicy')
        .values(rowOf(fresh, null))
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
      return toPolicy(row);
    },
    async list() {
      await policies.default();
      return (await on().selectFrom('respondPolicy').selectAll().orderBy('name').execute()).map(toPolicy);
    },
    async callByDefault(tx, personId) {
      const { id } = await policies.default(tx);
      const steps = [EscalationStep.parse({ afterSeconds: FIRST_STEP_SECONDS, personIds: [personId] })];
      await on(tx)
        .updateTable('respondPolicy')
        .set({ ownerId: personId, steps: JSON.stringify(steps), updatedAt: clock.now() })
        .where('id', '=', id)
        .where('editedAt', 'is', null)
        .where('ownerId', 'is', null)
        .execute();
    },
    async save(id, input) {
      const before = id ? await policies.get(id) : null;
      const policy = keepSecrets(
        {
          ...EscalationPolicyInput.parse(input),
          id: before?.id ?? ids.next('esc'),
          isDefault: before?.isDefault ?? false,
          updatedAt: clock.now(),
        },
        before,
      );
      await refuseStrangers(policy);
      policy.steps = withAddresses(policy, before);
      const row = rowOf(policy, policy.updatedAt);
      const { id: _, ...changes } = row;
      await on()
        .insertInto('respondPolicy')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
        .execute();
      return policy;
    },
  };
  return policies;
}
