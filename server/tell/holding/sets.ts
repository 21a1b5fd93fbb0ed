/**
 * Sets of holding pages as rows: made, changed, removed, read. Words that a blocking rule refuses are kept only with a
 * signed reason, which the audit trail holds. Publishes nothing.
 */
import { type HoldingFinding, HoldingSet, HoldingSetInput } from '@candor/protocol/holding.ts';
import { type Catalog, checkAsset } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store, Tx } from '#store';
import type { Words } from '#words';
import { findingsOf } from './check.ts';
import type { HoldingTables } from './tables.ts';

export type Sets = ReturnType<typeof createSets>;

export function createSets({
  store,
  clock,
  ids,
  catalog,
  words,
  people,
  changed,
}: {
  store: Store;
  clock: Clock;
  ids: Ids;
  catalog: Catalog;
  words: Pick<Words, 'lint'>;
  people: Pick<People, 'audit'>;
  changed: () => void;
}) {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<HoldingTables>();
  const toSet = ({ body, ...row }: { body: unknown; id: string; createdAt: string; updatedAt: string }) =>
    HoldingSet.parse({ ...(body as object), ...row });

  async function get(id: string, tx?: Tx): Promise<HoldingSet> {
    const row = await on(tx).selectFrom('tellHoldingSet').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Problem('not-found', `There is no set of holding pages ${id.slice(0, 64)}.`);
    return toSet(row);
  }

  /** As it would be stored, or the refusal; writes nothing. */
  async function check(given: HoldingSetInput): Promise<{ set: HoldingSet; findings: HoldingFinding[] }> {
    const { override: _, ...input } = HoldingSetInput.parse(given);
    if (input.pageId) await catalog.pages.get(input.pageId);
    if (input.logo === 'own' && !input.logoBase64)
      throw new Problem('request.invalid', 'A logo of its own is chosen, and none was given.', {
        errors: [{ path: 'logoBase64', message: 'is needed with a logo of its own' }],
      });
    if (input.logoBase64) checkLogo(input.logoBase64);
    const set = { ...input, id: '', createdAt: clock.now(), updatedAt: clock.now() };
    return { set: HoldingSet.parse(set), findings: findingsOf(words, input) };
  }

  function checkLogo(base64: string) {
    try {
      checkAsset('logo', Buffer.from(base64, 'base64'));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Problem('request.invalid', error.message, {
        errors: [{ path: 'logoBase64', message: error.message }],
      });
    }
  }

  async function allowed(given: HoldingSetInput): Promise<{ set: HoldingSet; overridden: string[] }> {
    const { set, findings } = await check(given);
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0 && !given.override)
      throw new Problem(
        'words.blocked',
        errors
          .map(({ message }) => message)
          .join(' ')
          .slice(0, 4_000),
        {
          extra: { findings: errors },
        },
      );
    return {
      set,
      overridden: errors.map(({ rule, kind, part, locale }) => `${rule} ${kind}.${part}.${locale}`),
    };
  }

  const bodyOf = ({ id: _, createdAt: __, updatedAt: ___, ...body }: HoldingSet) => JSON.stringify(body);

  const signed = async (tx: Tx, by: string, target: string, given: HoldingSetInput, overridden: string[]) => {
    if (overridden.length > 0 && given.override)
      await people.audit(tx, {
        by,
        what: 'holding-set.overridden',
        target,
        detail: { reason: given.override.reason, rules: overridden.join(', ').slice(0, 1_000) },
      });
  };

  return {
    get,
    check,
    async list(): Promise<HoldingSet[]> {
      return (await on().selectFrom('tellHoldingSet').selectAll().orderBy('createdAt').execute()).map(toSet);
    },
    async create(given: HoldingSetInput, by: string): Promise<HoldingSet> {
      const { set, overridden } = await allowed(given);
      const id = ids.next('hld');
      await store.transaction(async (tx) => {
        await on(tx)
          .insertInto('tellHoldingSet')
          .values({ id, body: bodyOf(set), createdAt: set.createdAt, updatedAt: set.updatedAt })
          .execute();
        await signed(tx, by, id, given, overridden);
      });
      changed();
      return get(id);
    },
    /** Fields that are left out stay. */
    async update(id: string, change: Partial<HoldingSetInput>, by: string): Promise<HoldingSet> {
      const { id: _, createdAt: __, updatedAt: ___, ...before } = await get(id);
      const given = { ...before, ...change };
      const { set, overridden } = await allowed(given);
      await store.transaction(async (tx) => {
        await on(tx)
          .updateTable('tellHoldingSet')
          .set({ body: bodyOf(set), updatedAt: set.updatedAt })
          .where('id', '=', id)
          .execute();
        await signed(tx, by, id, given, overridden);
      });
      changed();
      return get(id);
    },
    async remove(id: string): Promise<void> {
      await get(id);
      const used = await on()
        .selectFrom('tellHoldingPlacement')
        .select('targetId')
        .where('setId', '=', id)
        .executeTakeFirst();
      if (used)
        throw new Problem(
          'state.conflict',
          'Pages of this set lie at a place outside. Remove that place, or lay another set there, first.',
        );
      await on().deleteFrom('tellHoldingSet').where('id', '=', id).execute();
      changed();
    },
  };
}
