/**
 * The outage policy: one draft that staff edits, versions that the public reads, and who accepted which. A published
 * version never changes; the next one says what it changes. Nothing is promised to anybody before somebody publishes.
 */
import {
  type PolicyAcceptance,
  PolicyDocument,
  type PolicyPublication,
  type PolicyVersion,
  type PolicyVersionInFull,
  type PolicyView,
} from '@candor/protocol/prepare.ts';
import { canonical } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { changesBetween } from './policy-changes.ts';
import { SHIPPED_POLICY } from './shipped-policy.ts';
import type { PrepareTables } from './tables.ts';

export type Policy = {
  view(): Promise<PolicyView>;
  /** Saves the draft; `check` may refuse it after a look at what it replaces. */
  save(document: PolicyDocument, by: string, check?: (current: PolicyDocument) => void): Promise<PolicyView>;
  publish(publication: PolicyPublication, by: string): Promise<PolicyVersionInFull>;
  /** Newest first. */
  versions(): Promise<PolicyVersionInFull[]>;
  version(version: number): Promise<PolicyVersionInFull>;
  /** What the public reads; null until something was published. */
  current(tx?: Tx): Promise<{ version: number; publishedAt: string; document: PolicyDocument } | null>;
  /** The oldest version whose acceptance still counts; null when there is no policy. */
  acceptFrom(tx?: Tx): Promise<number | null>;
  accept(reader: string, version: number, tx?: Tx): Promise<void>;
  acceptanceOf(reader: string, tx?: Tx): Promise<PolicyAcceptance | null>;
  acceptances(page: { version?: number; after?: string; limit: number }): Promise<PolicyAcceptance[]>;
};

export function createPolicy({
  store,
  clock,
  changed,
}: {
  store: Store;
  clock: Clock;
  changed: () => void;
}): Policy {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<PrepareTables>();

  const draft = async (tx?: Tx) => {
    const row = await on(tx).selectFrom('preparePolicyDraft').selectAll().executeTakeFirst();
    return row
      ? { ...row, document: PolicyDocument.parse(row.document), shipped: false }
      : { document: SHIPPED_POLICY, shipped: true, updatedAt: null, updatedBy: null };
  };

  /** Two edits at once wait for each other, also when there is no row yet that could be locked. */
  async function lockDraft(tx: Tx, by: string): Promise<void> {
    await on(tx)
      .insertInto('preparePolicyDraft')
      .values({
        onlyOne: true,
        document: JSON.stringify(SHIPPED_POLICY),
        updatedAt: clock.now(),
        updatedBy: by,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await on(tx).selectFrom('preparePolicyDraft').select('onlyOne').forUpdate().execute();
  }

  async function versions(tx?: Tx): Promise<PolicyVersionInFull[]> {
    const rows = await on(tx)
      .selectFrom('preparePolicyVersion')
      .selectAll('preparePolicyVersion')
      .select((is) =>
        is
          .selectFrom('prepareAcceptance')
          .select((eb) => eb.fn.countAll<string>().as('count'))
          .whereRef('prepareAcceptance.version', '=', 'preparePolicyVersion.version')
          .as('accepted'),
      )
      .orderBy('version')
      .execute();
    let before: PolicyDocument | null = null;
    const told = rows.map(({ accepted, document: stored, ...row }) => {
      const document = PolicyDocument.parse(stored);
      const changes = before ? changesBetween(before, document) : [];
      before = document;
      return { ...row, document, changes, accepted: Number(accepted) };
    });
    return told.reverse();
  }

  const newest = (tx?: Tx) =>
    on(tx)
      .selectFrom('preparePolicyVersion')
      .selectAll()
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();

  async function view(tx?: Tx): Promise<PolicyView> {
    const { document, shipped, updatedAt, updatedBy } = await draft(tx);
    const [last] = await versions(tx);
    return {
      document,
      shipped,
      updatedAt,
      updatedBy,
      published: last ? withoutDocument(last) : null,
      changes: changesBetween(last?.document ?? null, document),
    };
  }

  return {
    view: () => view(),
    save: (document, by, check) =>
      store.transaction(async (tx) => {
        await lockDraft(tx, by);
        check?.((await draft(tx)).document);
        await on(tx)
          .updateTable('preparePolicyDraft')
          .set({ document: JSON.stringify(document), updatedAt: clock.now(), updatedBy: by })
          .execute();
        return view(tx);
      }),
    async publish({ note, significant }, by) {
      const made = await store.transaction(async (tx) => {
        await lockDraft(tx, by);
        const { document } = await draft(tx);
        const last = await newest(tx);
        if (last && canonical(PolicyDocument.parse(last.document)) === canonical(document))
          throw new Problem('state.conflict', `The draft says the same as version ${last.version}.`);
        await on(tx)
          .insertInto('preparePolicyVersion')
          .values({
            version: (last?.version ?? 0) + 1,
            document: JSON.stringify(document),
            note: note && JSON.stringify(note),
            // There is nothing yet that a first version could be a small correction of.
            significant: significant || !last,
            publishedAt: clock.now(),
            publishedBy: by,
          })
          .execute();
        return (await versions(tx))[0]!;
      });
      changed();
      return made;
    },
    versions: () => versions(),
    async version(version) {
      const found = (await versions()).find((each) => each.version === version);
      if (!found) throw new Problem('not-found', `There is no version ${version} of the policy.`);
      return found;
    },
    async current(tx) {
      const last = await newest(tx);
      return last
        ? {
            version: last.version,
            publishedAt: last.publishedAt,
            document: PolicyDocument.parse(last.document),
          }
        : null;
    },
    async acceptFrom(tx) {
      const row = await on(tx)
        .selectFrom('preparePolicyVersion')
        .select((is) => is.fn.max('version').as('version'))
        .where('significant', '=', true)
        .executeTakeFirst();
      return row?.version ?? null;
    },
    async accept(reader, version, tx) {
      const last = await newest(tx);
      if (!last) throw new Problem('state.conflict', 'There is no published policy that could be accepted.');
      if (version !== last.version)
        throw new Problem(
          'state.conflict',
          `Version ${last.version} of the policy is the one to accept; ${version} is not. Show it and ask again.`,
        );
      await on(tx)
        .insertInto('prepareAcceptance')
        .values({ reader, version, acceptedAt: clock.now() })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async acceptanceOf(reader, tx) {
      const row = await on(tx)
        .selectFrom('prepareAcceptance')
        .selectAll()
        .where('reader', '=', reader)
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    async acceptances({ version, after, limit }) {
      let query = on()
        .selectFrom('prepareAcceptance')
        .selectAll()
        .orderBy('version', 'desc')
        .orderBy('reader')
        .limit(limit);
      if (version !== undefined) query = query.where('version', '=', version);
      const [, afterVersion, afterReader] = /^(\d{1,9})~(.+)$/s.exec(after ?? '') ?? [];
      if (after !== undefined && afterReader === undefined)
        throw new Problem('request.invalid', '`after` is the `next` of the page before.');
      if (afterReader !== undefined)
        query = query.where((is) =>
          is.or([
            is('version', '<', Number(afterVersion)),
            is.and([is('version', '=', Number(afterVersion)), is('reader', '>', afterReader)]),
          ]),
        );
      return query.execute();
    },
  };
}

export const withoutDocument = ({
  document: _,
  changes: __,
  ...version
}: PolicyVersionInFull): PolicyVersion => version;
