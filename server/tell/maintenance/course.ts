/**
 * The course of planned work, by wakes, so that no restart forgets a step and two processes never take one twice.
 *
 *   scheduled ──start──▶ in_progress ──its end, or "it is done"──▶ verifying ──green for a while──▶ completed
 *       └── cancelled ◀──────┘  ▲ │ shortly before its end, when it would be missed: its owner is asked, and then the
 *                               └─┘ house extends it, once, and says so
 *
 * The end is a promise to the public. What silences the monitors ends where a person said it would: an extension of the
 * house moves the words, never the silence. A failure that outlives the window, and work that nobody calls done, are
 * incidents that are linked with it; it is never called completed while a monitor fails.
 */
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import { type FactOf, type Incident, isOpen, type Timeline, type Wake } from '#timeline';
import type { Watch } from '#watch';
import { nextUpdateBy } from '../cadence.ts';
import type { Publisher } from '../publish.ts';
import type { SettingsShelf } from '../settings.ts';
import type { Voice } from '../voice.ts';
import { endTimes } from './leads.ts';
import { type Proof, proofOf } from './proof.ts';
import type { Said, Saying } from './say.ts';
import { overrunWords, withFailing, withLateStart, withSorry } from './sentences.ts';

const BY = 'system:maintenance';
/** A start later than this is said to be late. */
const LATE_MS = 90_000;
/** How often it is looked whether the monitors are green, once it should be over. */
const LOOK_AGAIN_MS = 15_000;

export type Course = {
  begin(tx: Tx, maintenance: Incident, by: string, said?: Said): Promise<Incident>;
  /** A person says that it is done; completed at once where the monitors have proven it, else when they have. */
  done(tx: Tx, maintenance: Incident, by: string, said?: Said): Promise<Incident>;
  cancel(tx: Tx, maintenance: Incident, reason: string | null, by: string, said?: Said): Promise<Incident>;
  watchEnd(tx: Tx, maintenance: Incident, because: string): Promise<void>;
};

const touchedBy = (maintenance: Incident) =>
  maintenance.openedComponents.map(({ componentId }) => componentId);

export function createCourse({
  timeline,
  calendar,
  catalog,
  clock,
  ids,
  respond,
  settings,
  states,
  voice,
  publisher,
  saying,
}: {
  timeline: Timeline;
  calendar: Calendar;
  catalog: Catalog;
  clock: Clock;
  ids: Ids;
  respond: Respond;
  settings: SettingsShelf;
  states: Watch['states'];
  voice: Voice;
  publisher: Publisher;
  saying: Saying;
}): Course {
  const { get, record, say } = saying;
  const subjectOf = ({ id }: Incident) => `incident:${id}`;
  const proof = (maintenance: Incident): Proof => proofOf(states(), touchedBy(maintenance));
  const isUnderWay = ({ phase }: Incident) => phase === 'in_progress' || phase === 'verifying';

  const wake = (tx: Tx, of: Incident, name: string, dueMs: number, because: string | null) =>
    timeline.wakes.set(tx, {
      key: `${subjectOf(of)}:${name}`,
      kind: `tell.maintenance-${name}`,
      subject: subjectOf(of),
      dueAt: new Date(dueMs).toISOString(),
      payload: { until: of.scheduledUntil },
      because,
    });

  async function watchEnd(tx: Tx, maintenance: Incident, because: string) {
    const endMs = Date.parse(maintenance.scheduledUntil!);
    const times = endTimes(clock.nowMs(), endMs, await settings.get(tx));
    await wake(tx, maintenance, 'ask', times.askAtMs, because);
    await wake(tx, maintenance, 'extend', times.extendAtMs, because);
    await wake(tx, maintenance, 'end', endMs, because);
  }

  async function sleep(tx: Tx, maintenance: Incident) {
    for (const name of ['start', 'remind', 'ask', 'extend', 'end', 'verify'])
      await timeline.wakes.cancel(tx, { subject: subjectOf(maintenance), kind: `tell.maintenance-${name}` });
  }

  const names = async (tx: Tx) => {
    const known = await catalog.components.list(tx);
    const nameOf = (id: string, locale: string) => {
      const name = known.find((each) => each.id === id)?.name ?? {};
      return name[locale] ?? name[locale.split('-')[0]!] ?? name['en'] ?? Object.values(name)[0] ?? id;
    };
    return { nameOf, nowIso: clock.now() };
  };

  async function begin(tx: Tx, maintenance: Incident, by: string, said?: Said) {
    if (maintenance.phase !== 'scheduled') return maintenance;
    const { id, scheduledFor, scheduledUntil, openedComponents } = maintenance;
    const [fact] = await record(tx, id, [{ by, key: 'started', body: { kind: 'maintenance.started' } }]);
    for (const name of ['start', 'remind'])
      await timeline.wakes.cancel(tx, { subject: subjectOf(maintenance), kind: `tell.maintenance-${name}` });
    // Whoever begins early is not called for what they do.
    if (clock.now() < scheduledFor!)
      await calendar.windows.add(tx, {
        id,
        componentIds: silencedBy(openedComponents),
        startsAt: clock.now(),
        endsAt: scheduledUntil!,
      });
    const started = await get(id, tx);
    await watchEnd(tx, started, fact!.id);
    const late = by === BY && clock.nowMs() - Date.parse(scheduledFor!) > LATE_MS;
    return say(tx, started, {
      what: 'in_progress',
      by,
      because: fact!.id,
      said,
      ...(late ? { also: (text) => withLateStart(text, scheduledFor!, clock.now()) } : {}),
    });
  }

  async function end(tx: Tx, maintenance: Incident, by: string, said?: Said) {
    const [fact] = await record(tx, maintenance.id, [
      { by, key: 'ended', body: { kind: 'maintenance.completed' } },
    ]);
    await calendar.windows.end(tx, maintenance.id, clock.now());
    await sleep(tx, maintenance);
    return say(tx, await get(maintenance.id, tx), { what: 'completed', by, because: fact!.id, said });
  }

  /** Completed where the monitors prove it, else in proof until they do. */
  async function settle(tx: Tx, maintenance: Incident, by: string, said?: Said): Promise<Incident> {
    const { maintenanceVerifySeconds } = await settings.get(tx);
    const { watched, greenSinceMs, red } = proof(maintenance);
    const provenMs = greenSinceMs === null ? null : greenSinceMs + maintenanceVerifySeconds * 1_000;
    if (!watched || (provenMs !== null && provenMs <= clock.nowMs())) return end(tx, maintenance, by, said);
    const lookAt = provenMs ?? clock.nowMs() + LOOK_AGAIN_MS;
    const isRed = red.length > 0;
    const person = by !== BY;
    let after = maintenance;
    let because: string | null = null;
    // That it is done is said by a person, or by the monitors; while one fails the clock alone does not say so.
    if (maintenance.phase !== 'verifying' && (person || !isRed)) {
      const [fact] = await record(tx, maintenance.id, [
        { by, key: 'verifying', body: { kind: 'maintenance.verifying' } },
      ]);
      because = fact!.id;
      const word = isRed
        ? { also: async (text: Incident['title']) => withFailing(text, red, await names(tx)) }
        : {};
      after = await say(tx, await get(maintenance.id, tx), { what: 'verifying', by, because, said, ...word });
    }
    await wake(tx, after, 'verify', lookAt, because);
    return after;
  }

  /** Past its end: a failure is an incident of its own accord; what is only not finished, or fails unseen, is made one. */
  async function passEnd(tx: Tx, maintenance: Incident, because: string | null, again: boolean) {
    const unsaid = maintenance.plan?.completes === 'manual' && maintenance.phase === 'in_progress';
    const hidden = again && proof(maintenance).red.length > 0;
    if ((unsaid || hidden) && !maintenance.plan?.overran) await overrun(tx, maintenance, because);
    if (!unsaid) await settle(tx, await get(maintenance.id, tx), BY);
  }

  async function overrun(tx: Tx, maintenance: Incident, because: string | null) {
    const since = maintenance.scheduledUntil!;
    const locales = Object.keys(await voice.maintenance(maintenance, { what: 'in_progress' }, tx));
    const touched = maintenance.openedComponents.filter(({ status }) => status !== 'operational');
    const about = touched.length > 0 ? touched : maintenance.openedComponents;
    const touchedIds = about.map(({ componentId }) => componentId);
    const named = await names(tx);
    const { title, impact } = overrunWords(touchedIds, since, locales, named);
    const incident = await respond.open(
      {
        title,
        impact,
        severity: 3,
        startedAt: since,
        components: about.map(({ componentId, status }) => ({
          componentId,
          status:
            status === 'under_maintenance' || status === 'operational' ? 'degraded_performance' : status,
        })),
      },
      BY,
      tx,
    );
    await link(tx, maintenance, incident.id, since, because);
    const dueAt = nextUpdateBy(clock.nowMs(), incident.severity, await settings.get(tx));
    await publisher.publish(tx, {
      updateId: ids.next('upd'),
      incidentId: incident.id,
      phase: 'identified',
      text: withSorry(await voice.template(incident, 'identified', dueAt, tx), touchedIds, named),
      origin: 'automatic',
      nextUpdateBy: dueAt,
      by: BY,
      because,
      // A template of the site that breaks a rule must not hide that the end was missed.
      override: { reason: 'That an end was missed is told in any words.' },
    });
  }

  async function link(
    tx: Tx,
    maintenance: Incident,
    incidentId: string,
    since: string,
    because: string | null,
  ) {
    const shared = { by: BY, because, key: `overrun:${incidentId}` };
    await record(tx, maintenance.id, [
      { ...shared, body: { kind: 'maintenance.overran', incidentId, since } },
    ]);
    await record(tx, incidentId, [
      { ...shared, body: { kind: 'incident.linked', to: maintenance.id, relation: 'overrun' } },
    ]);
  }

  timeline.react({
    name: 'tell.maintenance-overrun',
    kinds: ['symptom.joined'],
    async run({ id: because, subject, body }: FactOf<'symptom.joined'>, tx) {
      const incidentId = subject.slice('incident:'.length);
      for (const { id } of await timeline.incidents({ open: true, kind: 'maintenance', limit: 1_000 })) {
        const maintenance = await get(id, tx);
        const hid = maintenance.openedComponents.some(
          ({ componentId, status }) => componentId === body.componentId && status !== 'operational',
        );
        // What its window hides joins nothing, so what joins while it is under way outlived the window.
        if (
          hid &&
          isUnderWay(maintenance) &&
          body.failedAt >= maintenance.startedAt &&
          !maintenance.plan?.overran
        )
          await link(tx, maintenance, incidentId, body.failedAt, because);
      }
    },
  });

  /** The maintenance, if it is still where the wake was set for. */
  async function standing({ subject, payload }: Wake, tx: Tx): Promise<Incident | null> {
    const maintenance = await get(subject.slice('incident:'.length), tx);
    const until = payload['until'];
    return isOpen(maintenance) && (until === undefined || until === maintenance.scheduledUntil)
      ? maintenance
      : null;
  }

  /** Its end would be missed: a person has to say that it is done and did not, or a monitor fails. */
  const wouldBeMissed = (maintenance: Incident) =>
    (maintenance.plan?.completes === 'manual' && maintenance.phase === 'in_progress') ||
    proof(maintenance).red.length > 0;

  timeline.onWake('tell.maintenance-start', async (due, tx) => {
    const maintenance = await get(due.subject.slice('incident:'.length), tx);
    if (maintenance.scheduledFor! <= clock.now()) await begin(tx, maintenance, BY);
  });

  timeline.onWake('tell.maintenance-ask', async (due, tx) => {
    const maintenance = await standing(due, tx);
    const dueAt = maintenance?.scheduledUntil ?? '';
    if (!maintenance || !isUnderWay(maintenance) || dueAt <= clock.now()) return;
    if (!wouldBeMissed(maintenance) || maintenance.plan?.extendedByHouse) return;
    const personId = maintenance.roles.owner ?? (await respond.policies.default(tx)).ownerId;
    const [fact] = await record(tx, maintenance.id, [
      { by: BY, because: due.because, body: { kind: 'maintenance.extension_asked', dueAt, personId } },
    ]);
    if (personId)
      await respond.notice.send(tx, maintenance, {
        personIds: [personId],
        webhooks: [],
        reason: 'maintenance',
        because: fact!.id,
      });
  });

  timeline.onWake('tell.maintenance-extend', async (due, tx) => {
    const maintenance = await standing(due, tx);
    const formerEndsAt = maintenance?.scheduledUntil ?? '';
    if (!maintenance || !isUnderWay(maintenance) || formerEndsAt <= clock.now()) return;
    if (!wouldBeMissed(maintenance) || maintenance.plan?.extendedByHouse) return;
    const { extendedMs } = endTimes(
      Date.parse(maintenance.startedAt),
      Date.parse(formerEndsAt),
      await settings.get(tx),
    );
    const scheduledUntil = new Date(extendedMs).toISOString();
    const [fact] = await record(tx, maintenance.id, [
      { by: BY, because: due.because, body: { kind: 'maintenance.extended', scheduledUntil, reason: null } },
    ]);
    const after = await get(maintenance.id, tx);
    await watchEnd(tx, after, fact!.id);
    const { red } = proof(after);
    const about = await names(tx);
    await say(tx, after, {
      what: 'extended',
      by: BY,
      because: fact!.id,
      formerEndsAt,
      ...(red.length > 0 ? { also: (text) => withFailing(text, red, about) } : {}),
    });
  });

  timeline.onWake('tell.maintenance-end', async (due, tx) => {
    const maintenance = await standing(due, tx);
    // It was never begun: this process slept over all of it. That is said first.
    if (maintenance?.phase === 'scheduled') await begin(tx, maintenance, BY);
    else if (maintenance) await passEnd(tx, maintenance, due.because, false);
  });

  timeline.onWake('tell.maintenance-verify', async (due, tx) => {
    const maintenance = await standing(due, tx);
    if (!maintenance || !isUnderWay(maintenance)) return;
    if (maintenance.scheduledUntil! <= clock.now()) await passEnd(tx, maintenance, due.because, true);
    else if (maintenance.phase === 'verifying') await settle(tx, maintenance, BY);
  });

  return {
    begin,
    watchEnd,
    done: (tx, maintenance, by, said) => settle(tx, maintenance, by, said),
    async cancel(tx, maintenance, reason, by, said) {
      const [fact] = await record(tx, maintenance.id, [
        { by, key: 'ended', body: { kind: 'maintenance.cancelled', reason } },
      ]);
      await calendar.windows.end(tx, maintenance.id, clock.now());
      await sleep(tx, maintenance);
      const told = await saying.wasTold(tx, maintenance);
      return say(tx, await get(maintenance.id, tx), {
        what: 'cancelled',
        by,
        because: fact!.id,
        said: told ? said : { ...said, notify: false },
      });
    },
  };
}

/** What is expected to work on as usual keeps its alarms. */
export const silencedBy = (components: Incident['openedComponents']): string[] =>
  components.filter(({ status }) => status !== 'operational').map(({ componentId }) => componentId);
