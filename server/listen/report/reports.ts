/**
 * Trust reports as they are kept: measured on request and by themselves some time after an outage, stored, told to
 * the timeline when a claim is new, and shown to the public only when staff says so. Measuring again replaces what
 * was stored; what was published shows the newest measurement, also when it got worse.
 */
import { type StoredTrustReport, TrustReport } from '@candor/protocol/listen.ts';
import { canonical } from '#lib/canonical.ts';
import type { Clock } from '#lib/clock.ts';
import type { Interval } from '#lib/interval.ts';
import type { Log } from '#lib/log.ts';
import type { Loop, Loops } from '#lib/loop.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import type { SettingsShelf } from '../settings.ts';
import type { ListenTables } from '../tables.ts';
import type { Traffic } from '../traffic.ts';
import { planOf } from './measure.ts';
import { reckon } from './reckon.ts';

export type Reports = {
  get(incidentId: string): Promise<StoredTrustReport>;
  list(which: { published?: boolean; after?: string; limit: number }): Promise<StoredTrustReport[]>;
  measure(incidentId: string, by: string): Promise<StoredTrustReport>;
  publish(incidentId: string, by: string): Promise<StoredTrustReport>;
  withdraw(incidentId: string): Promise<StoredTrustReport>;
  start(): void;
};

const WAKE = 'listen.measure';
const RULE = 'rule:trust-report';
/** When a report measures itself, in sevenths of a season (days) after the end: early, then while trust comes back. */
const STEPS = [1, 4, 11, 18, 25, 32, 38];
const LOOK_AGAIN_MS = 60_000;

export function createReports({
  store,
  timeline,
  clock,
  log,
  loops,
  settings,
  traffic,
  changed,
}: {
  store: Store;
  timeline: Timeline;
  clock: Clock;
  log: Log;
  loops: Loops;
  settings: SettingsShelf;
  traffic: Traffic;
  changed: () => void;
}): Reports {
  const on = (tx?: Tx) => (tx ?? store.db).withTables<ListenTables>();
  let loop: Loop | undefined;

  type Row = { report: unknown; publishedAt: string | null; publishedBy: string | null };
  const toStored = ({ report, publishedAt, publishedBy }: Row): StoredTrustReport => ({
    ...TrustReport.parse(report),
    publishedAt,
    publishedBy,
  });

  async function find(incidentId: string, tx?: Tx): Promise<StoredTrustReport | null> {
    const row = await on(tx)
      .selectFrom('listenReport')
      .selectAll()
      .where('incidentId', '=', incidentId)
      .executeTakeFirst();
    return row ? toStored(row) : null;
  }

  async function get(incidentId: string) {
    const found = await find(incidentId);
    if (!found)
      throw new Problem('not-found', `There is no trust report of ${incidentId} yet; POST measures it.`);
    return found;
  }

  async function measure(incidentId: string, by: string): Promise<StoredTrustReport> {
    const incident = await timeline.incident(incidentId);
    if (incident?.kind !== 'incident') throw new Problem('not-found', `There is no incident ${incidentId}.`);
    const end = incident.recoveredAt ?? incident.resolvedAt;
    if (!end)
      throw new Problem('state.conflict', 'What an outage did is measured after the service has recovered.');
    const nowMs = clock.nowMs();
    const down = { startMs: Date.parse(incident.startedAt), endMs: Date.parse(end) };
    const given = await settings.get();
    const plan = planOf(down, given, nowMs);
    const since = (await traffic.since()) ?? plan.reads.startMs;
    const reads = { ...plan.reads, startMs: Math.max(plan.reads.startMs, since - (since % plan.bucketMs)) };
    const report = await reckon({
      incident: { id: incident.id, title: incident.title },
      others: await othersThan(incident, reads),
      buckets: await traffic.read(reads, plan.bucketMs),
      plan,
      settings: given,
      nowMs,
    });
    await store.transaction(async (tx) => {
      const before = await find(incidentId, tx);
      const row = { report: JSON.stringify(report), measuredAt: report.measuredAt };
      await on(tx)
        .insertInto('listenReport')
        .values({ incidentId, ...row, publishedAt: null, publishedBy: null })
        .onConflict((conflict) => conflict.column('incidentId').doUpdateSet(row))
        .execute();
      const known = new Set((before ? claimsOf(before) : []).map(canonical));
      await timeline.record(
        tx,
        claimsOf(report)
          .filter((body) => !known.has(canonical(body)))
          .map((body) => ({
            subject: `incident:${incidentId}`,
            body,
            by,
            key: `trust:${body.metric}:${report.measuredAt}`,
          })),
      );
    });
    const stored = await get(incidentId);
    if (stored.publishedAt) changed();
    return stored;
  }

  /** Every other outage or maintenance that touches what is read. */
  async function othersThan(incident: Incident, { startMs, endMs }: Interval) {
    const all = await timeline.incidents({ limit: Number.MAX_SAFE_INTEGER });
    return all.flatMap((other) => {
      if (other.id === incident.id || other.phase === 'scheduled' || other.phase === 'cancelled') return [];
      const ended = other.recoveredAt ?? other.resolvedAt;
      const hole = {
        id: other.id,
        startMs: Date.parse(other.startedAt),
        endMs: ended ? Date.parse(ended) : clock.nowMs(),
      };
      return hole.startMs < endMs && hole.endMs > startMs ? [hole] : [];
    });
  }

  const publication = async (incidentId: string, by: string | null) => {
    await get(incidentId);
    await on()
      .updateTable('listenReport')
      .set({ publishedAt: by ? clock.now() : null, publishedBy: by })
      .where('incidentId', '=', incidentId)
      .execute();
    changed();
    return get(incidentId);
  };

  /** The next time at which this report measures itself, or nothing when it has no more to say. */
  async function schedule(tx: Tx, incident: Incident, step: number) {
    if (step >= STEPS.length || incident.resolvedAt === null) return;
    const { seasonSeconds } = await settings.get(tx);
    const dueMs = Date.parse(incident.resolvedAt) + (STEPS[step]! * seasonSeconds * 1_000) / 7;
    await timeline.wakes.set(tx, {
      key: `${WAKE}:${incident.id}`,
      kind: WAKE,
      subject: `incident:${incident.id}`,
      dueAt: new Date(dueMs).toISOString(),
      payload: { step },
    });
  }

  timeline.react({
    name: 'listen.measure',
    kinds: ['update.published'],
    async run({ subject, body }, tx) {
      if (body.phase !== 'resolved') return;
      const incident = await timeline.incident(subject.slice('incident:'.length), tx);
      // An imported past is history of another page: nobody's trust is measured by it.
      const ours = incident?.kind === 'incident' && incident.detectedBy !== 'import';
      if (ours && !isOpen(incident)) await schedule(tx, incident, 0);
    },
  });
  timeline.onWake(WAKE, async ({ subject, payload, dueAt }, tx) => {
    const incidentId = subject.slice('incident:'.length);
    const incident = await timeline.incident(incidentId, tx);
    // It broke again: the next end sets the clock anew.
    if (!incident || isOpen(incident)) return;
    const step = Number(payload['step'] ?? 0);
    const row = { step, dueAt };
    await on(tx)
      .insertInto('listenMeasurement')
      .values({ incidentId, ...row })
      .onConflict((conflict) => conflict.column('incidentId').doUpdateSet(row))
      .execute();
    store.afterCommit(tx, () => loop?.kick());
  });

  async function measureDue(): Promise<void> {
    for (;;) {
      const due = await on()
        .selectFrom('listenMeasurement')
        .selectAll()
        .orderBy('dueAt')
        .limit(1)
        .executeTakeFirst();
      if (!due) return;
      // Where no traffic was ever seen there is nothing to say, and nothing to fill the timeline with.
      const silent = (await traffic.since()) === null;
      const report = await (silent ? Promise.resolve(null) : measure(due.incidentId, RULE)).catch(
        (error: unknown) => {
          // What cannot be measured now, such as an outage that began again, is not tried for ever.
          if (!(error instanceof Problem) || error.code === 'store.unavailable') throw error;
          log.info({ incident: due.incidentId, why: error.message }, 'a trust report was not measured');
          return null;
        },
      );
      await store.transaction(async (tx) => {
        await on(tx).deleteFrom('listenMeasurement').where('incidentId', '=', due.incidentId).execute();
        const incident = await timeline.incident(due.incidentId, tx);
        if (report && incident && report.recovery.answer !== 'yes')
          await schedule(tx, incident, due.step + 1);
      });
    }
  }

  return {
    get,
    measure,
    publish: (incidentId, by) => publication(incidentId, by),
    withdraw: (incidentId) => publication(incidentId, null),
    async list({ published, after, limit }) {
      let query = on().selectFrom('listenReport').selectAll().orderBy('incidentId', 'desc').limit(limit);
      if (published) query = query.where('publishedAt', 'is not', null);
      if (after) query = query.where('incidentId', '<', after);
      return (await query.execute()).map(toStored);
    },
    start() {
      loop = loops.start('listen: measure', async () => {
        await measureDue();
        return clock.nowMs() + LOOK_AGAIN_MS;
      });
    },
  };
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** What we would defend in a dispute: the claims while it was down and the lasting ones. */
const claimsOf = ({ metrics }: TrustReport) =>
  metrics.flatMap(({ metric, whileDown, lasting }) =>
    (
      [
        [metric, whileDown],
        [`${metric} lasting`, lasting],
      ] as const
    ).flatMap(([name, claim]) =>
      claim === null
        ? []
        : [
            {
              kind: 'trust.measured' as const,
              metric: name,
              effect: claim.effect && round(claim.effect.value),
              low: claim.effect && round(claim.effect.low),
              high: claim.effect && round(claim.effect.high),
              verdict: claim.verdict,
            },
          ],
    ),
  );
