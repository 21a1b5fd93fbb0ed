/**
 * Statuspage's webhooks, for endpoints that chose them: one POST for each update of an incident or of planned work, and
 * one for each change of a component's status. What an update says is planned from a wake that the update's own
 * transaction sets, so that nothing is told of what was not published; what changed is found by comparing with what
 * was told last. It sends nothing itself: the ledger's rows do.
 */
import { statuspageComponentEvent, statuspageIncidentEvent, textIn } from '@candor/page';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import type { Audience, Matter } from '#audience';
import type { Carriers, MessageDraft } from '#carriers';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Store, Tx } from '#store';
import type { Incident, Timeline, Update } from '#timeline';
import type { Matters } from '../matter.ts';
import { RANK } from '../reach.ts';
import type { TellTables } from '../tables.ts';
import type { Now } from './now.ts';

type Status = Snapshot['components'][number]['status'];

export type StatuspageWebhooks = {
  /** In the transaction of an update: sets the wake that plans it, when anybody wants this format. */
  beside(tx: Tx, told: { incident: Incident; update: Update }): Promise<void>;
  /** Compares a new snapshot with what was told last, and plans what changed. */
  look(snapshot: Snapshot): Promise<void>;
};

const WAKE = 'tell.statuspage-webhooks';
const FORMAT = 'statuspage';
const OWN_LINK = '{{unsubscribeUrl}}';
/** A process that just started knows nothing for a moment; that is no news about a component. */
const UNKNOWN_FOR_MS = 180_000;
const STATUS_RANK: Record<Status, number> = {
  operational: 0,
  under_maintenance: 1,
  degraded_performance: 2,
  partial_outage: 3,
  major_outage: 4,
  unknown: 5,
};

/** What the ledger shows of it; the endpoint gets the event. */
const inWords = (subject: string) => ({ en: { subject, text: subject } });
const english = (text: Parameters<typeof textIn>[0]) => textIn(text, 'en');

export function createStatuspageWebhooks({
  store,
  timeline,
  audience,
  carriers,
  clock,
  ids,
  now,
  matters,
}: {
  store: Store;
  timeline: Timeline;
  audience: Audience;
  carriers: Carriers;
  clock: Clock;
  ids: Ids;
  now: Now;
  matters: Matters;
}): StatuspageWebhooks {
  const on = (tx: Tx) => tx.withTables<TellTables>();

  async function plan(tx: Tx, message: MessageDraft, matter: Matter) {
    const selected = await audience.selection(tx, { ...matter, format: FORMAT }, await matters.rules(tx));
    await carriers.ledger.planFrom(tx, { message, select: selected.rows });
  }

  timeline.onWake(WAKE, async (wake, tx) => {
    const incidentId = wake.subject.slice('incident:'.length);
    const { updateId, correction } = wake.payload as { updateId: string; correction: number };
    const snapshot = await now();
    const incident = [...snapshot.incidents, ...snapshot.maintenances].find(({ id }) => id === incidentId);
    const newest = incident?.updates.findIndex(({ id }) => id === updateId) ?? -1;
    if (!incident || newest < 0) return;
    const update = incident.updates[newest]!;
    const known = (await timeline.incident(incidentId, tx))!;
    const told = known.updates.find(({ id }) => id === updateId)!;
    // As it stood with this update, though a newer one may be there by now.
    const then = {
      ...incident,
      phase: update.phase,
      updates: incident.updates.slice(newest),
    } as typeof incident;
    await plan(
      tx,
      {
        kind: correction > 0 ? 'correction' : 'update',
        key: `update:${incidentId}:${updateId}:${correction}:${FORMAT}`,
        incidentId,
        updateId: correction > 0 ? null : updateId,
        phaseRank: RANK[update.phase],
        because: wake.because,
        forms: inWords(`${english(incident.title)}: ${update.phase}`),
        event: { type: FORMAT, bare: true, data: statuspageIncidentEvent(snapshot, then, OWN_LINK) },
      },
      await matters.of(tx, known, await matters.wordOf(tx, known, told)),
    );
  });

  const unknownSince = new Map<string, number>();

  /** What is to be told of a component now, or null while that is not certain. */
  function tellable({ id, status }: Snapshot['components'][number]): Status | null {
    if (status !== 'unknown') {
      unknownSince.delete(id);
      return status;
    }
    const since = unknownSince.get(id) ?? clock.nowMs();
    unknownSince.set(id, since);
    return clock.nowMs() - since >= UNKNOWN_FOR_MS ? status : null;
  }

  async function tell(tx: Tx, snapshot: Snapshot, componentId: string, from: Status, to: Status) {
    const at = clock.now();
    const moved = await on(tx)
      .updateTable('tellComponentTold')
      .set({ status: to, at })
      .where('componentId', '=', componentId)
      .where('status', '=', from)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n || !(await audience.subscribers.anyoneWants(tx, FORMAT))) return;
    const change = { id: ids.next('cup'), componentId, from, at };
    const data = statuspageComponentEvent(snapshot, change, OWN_LINK);
    if (!data) return;
    await plan(
      tx,
      {
        kind: 'component',
        key: `component:${change.id}:${FORMAT}`,
        // The component is the thread here: a newer status makes one that has not left yet obsolete.
        incidentId: componentId,
        phaseRank: STATUS_RANK[to],
        forms: inWords(`${componentId}: ${from} → ${to}`),
        event: { type: FORMAT, bare: true, data },
      },
      await matters.ofComponent(tx, componentId),
    );
  }

  let known: Map<string, Status> | null = null;

  return {
    async beside(tx, { incident, update }) {
      if (!(await audience.subscribers.anyoneWants(tx, FORMAT))) return;
      const correction = update.corrections.length;
      await timeline.wakes.set(tx, {
        key: `${WAKE}:${update.id}:${correction}`,
        kind: WAKE,
        subject: `incident:${incident.id}`,
        dueAt: clock.now(),
        because: update.factId,
        payload: { updateId: update.id, correction },
      });
    },

    async look(snapshot) {
      const states = snapshot.components.flatMap((component) => {
        const status = tellable(component);
        return status === null ? [] : [{ id: component.id, status }];
      });
      // Memory spares the question when nothing changed; the row decides.
      if (known && states.every(({ id, status }) => known?.get(id) === status)) return;
      await store.transaction(async (tx) => {
        const rows = await on(tx).selectFrom('tellComponentTold').select(['componentId', 'status']).execute();
        const told = new Map(rows.map(({ componentId, status }) => [componentId, status]));
        for (const { id, status } of states) {
          const before = told.get(id);
          if (before === undefined)
            await on(tx)
              .insertInto('tellComponentTold')
              .values({ componentId: id, status, at: clock.now() })
              .onConflict((conflict) => conflict.doNothing())
              .execute();
          else if (before !== status) await tell(tx, snapshot, id, before, status);
        }
      });
      known = new Map(states.map(({ id, status }) => [id, status]));
    },
  };
}
