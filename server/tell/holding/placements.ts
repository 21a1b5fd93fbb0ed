/**
 * What lies where: publishing a holding page at a place, and withdrawing it, as rows and facts in one transaction. The
 * bytes are carried there after the commit, by the runner of that place, which tries again until they lie there. "We
 * are back" passes the truth gate like any other word.
 */
import type { HoldingKind, HoldingPlacement } from '@candor/protocol/holding.ts';
import { OutsidePlace } from '@candor/protocol/outside.ts';
import type { Clock } from '#lib/clock.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Store, Tx } from '#store';
import type { FactBody, Timeline } from '#timeline';
import { contradicted, type FailingMonitor, type Gate, sentenceOf } from '../gate.ts';
import type { OutsideTables } from '../outside/tables.ts';
import type { Sets } from './sets.ts';
import type { HoldingTables } from './tables.ts';

export type Placements = ReturnType<typeof createPlacements>;

export type Placing = {
  targetId: string;
  setId: string;
  /** Null lays the pages ready and publishes none. */
  kind: HoldingKind | null;
  incidentId: string | null;
  by: string;
  because?: string | null;
  override?: { reason: string } | null;
};

export function createPlacements({
  store,
  clock,
  timeline,
  people,
  sets,
  failing,
  findings,
  changed,
}: {
  store: Store;
  clock: Clock;
  timeline: Timeline;
  people: Pick<People, 'audit'>;
  sets: Sets;
  failing: () => FailingMonitor[];
  /** What the truth gate has to say. */
  findings: Gate['findings'];
  changed: () => void;
}) {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<HoldingTables & OutsideTables>();

  async function needTarget(id: string, tx?: Tx): Promise<void> {
    const target = await on(tx)
      .selectFrom('tellOutsideTarget')
      .select('purpose')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!target) throw new Problem('not-found', `There is no place ${id.slice(0, 64)}.`);
    if (target.purpose !== 'holding')
      throw new Problem(
        'request.invalid',
        'This place is for copies of the status page; holding pages need a place of their own.',
        { errors: [{ path: 'targetId', message: 'is not a place for holding pages' }] },
      );
  }

  const rowOf = (id: string, tx?: Tx) =>
    on(tx).selectFrom('tellHoldingPlacement').selectAll().where('targetId', '=', id).executeTakeFirst();

  /** What the monitors say against it. */
  async function claimsOf({ kind, incidentId, by }: Placing, tx: Tx): Promise<string[]> {
    if (kind !== 'recovery') return [];
    const now = failing();
    const incident = incidentId ? await timeline.incident(incidentId, tx) : null;
    if (!incident)
      return now.map(({ monitorName, detail }) => `"back", while ${monitorName} fails: ${detail}`);
    const found = await findings({ phase: 'resolved', text: {}, origin: 'automatic', by }, incident, tx);
    return found.filter(({ level }) => level === 'error').map(sentenceOf);
  }

  async function record(tx: Tx, { incidentId, by, because = null }: Placing, bodies: FactBody[]) {
    if (incidentId)
      await timeline.record(
        tx,
        bodies.map((body) => ({ subject: `incident:${incidentId}`, by, because, body })),
      );
  }

  async function place(tx: Tx, placing: Placing): Promise<void> {
    const { targetId, setId, kind, incidentId, by, override } = placing;
    await needTarget(targetId, tx);
    await sets.get(setId, tx);
    if (incidentId && !(await timeline.incident(incidentId, tx)))
      throw new Problem('not-found', `There is no incident ${incidentId.slice(0, 64)}.`);
    const claims = await claimsOf(placing, tx);
    if (claims.length > 0 && !override)
      throw new Problem('truth.contradiction', contradicted(claims), { extra: { claims } });
    const before = await rowOf(targetId, tx);
    const row = { targetId, setId, kind, incidentId, by, since: clock.now() };
    await on(tx)
      .insertInto('tellHoldingPlacement')
      .values(row)
      .onConflict((conflict) => conflict.column('targetId').doUpdateSet(row))
      .execute();
    if (claims.length > 0 && override)
      await record(tx, placing, [
        {
          kind: 'gate.overridden',
          rule: 'H06',
          reason: override.reason,
          claims: claims.map((claim) => claim.slice(0, 500)),
        },
      ]);
    if (kind) await record(tx, placing, [{ kind: 'holding.published', targetId, setId, page: kind }]);
    else if (before?.kind)
      await record(tx, placing, [{ kind: 'holding.withdrawn', targetId, page: before.kind }]);
    await people.audit(tx, {
      by,
      what: kind ? 'holding.published' : 'holding.withdrawn',
      target: targetId,
      detail: { setId, page: kind, incidentId, ...(claims.length > 0 ? { reason: override?.reason } : {}) },
    });
    store.afterCommit(tx, changed);
  }

  return {
    place,
    /** Takes away what `only` put there, and nothing that came after it; answers whether anything was there. */
    async withdraw(
      tx: Tx,
      targetId: string,
      why: Pick<Placing, 'by' | 'because'> & { only?: string; incidentId?: string },
    ): Promise<boolean> {
      const row = await rowOf(targetId, tx);
      if (!row?.kind) return false;
      if (why.only !== undefined && (row.by !== why.only || row.incidentId !== why.incidentId)) return false;
      await place(tx, { ...row, kind: null, by: why.by, because: why.because ?? null });
      return true;
    },
    get: rowOf,
    async rows() {
      return on().selectFrom('tellHoldingPlacement').selectAll().execute();
    },
    /** Every place for holding pages, and what lies there. */
    async list(): Promise<HoldingPlacement[]> {
      const rows = await on()
        .selectFrom('tellOutsideTarget as t')
        .leftJoin('tellHoldingPlacement as p', 'p.targetId', 't.id')
        .select(['t.id', 't.name', 'p.setId', 'p.kind', 'p.incidentId', 'p.by', 'p.since'])
        .where('t.purpose', '=', 'holding')
        .orderBy('t.id')
        .execute();
      return rows.map(({ id, name, ...row }) => ({ targetId: id, targetName: name, ...row }));
    },
    /** The folder of a place on this machine; null elsewhere. */
    async folderOf(targetId: string): Promise<string | null> {
      const row = await on()
        .selectFrom('tellOutsideTarget')
        .select('place')
        .where('id', '=', targetId)
        .executeTakeFirst();
      const place =
        row &&
        OutsidePlace.safeParse({ ...row.place, ...(row.place['kind'] === 'folder' ? {} : { secret: null }) });
      return place?.success && place.data.kind === 'folder' ? place.data.path : null;
    },
  };
}
