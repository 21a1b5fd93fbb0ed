/**
 * Incidents and maintenance of an import become facts with their own times. What is still open at the source is left
 * out unless the operator takes it over, because only the source can say how it ends; what somebody went on with here
 * is not touched any more. Sends nothing, promises nothing, wakes nobody for what is over.
 */
import type { TransferIncident, TransferMaintenance, TransferUpdate } from '@candor/protocol/transfer.ts';
import type { Calendar } from '#calendar';
import type { Ids } from '#lib/id.ts';
import type { Tx } from '#store';
import type { Fact, Timeline } from '#timeline';
import { endOf, incidentFacts, maintenanceFacts, type Names } from './history-facts.ts';
import { digestOf } from './links.ts';
import { type Section, type Step, step, type World } from './section.ts';

type Deps = { timeline: Timeline; calendar: Calendar; ids: Ids };

/** Each transaction holds the lock of the log for a moment, and makes the page anew: so neither too often nor for too long. */
const BATCH = 100;

const OVER = new Set(['resolved', 'completed', 'cancelled']);
const title = ({ title: text }: { title: Record<string, string> }) => text['en'] ?? '';

/** The first of its times that lies ahead: history cannot. */
function ahead(times: readonly (string | null)[], nowMs: number): string | undefined {
  const now = new Date(nowMs).toISOString();
  return times.find((at) => at !== null && at > now) ?? undefined;
}

const timesOf = (updates: readonly TransferUpdate[]) =>
  updates.flatMap(({ at, corrections }) => [at, ...corrections.map((correction) => correction.at)]);

export function historySections(deps: Deps): Section[] {
  const { timeline, ids } = deps;

  function namesOf(world: World): Names {
    const fresh = new Map<string, string>();
    const named = new Map(world.document.monitors.map(({ name, externalId }) => [name, externalId]));
    return {
      component: (externalId) => world.links.get('component', externalId)?.id,
      monitor(name) {
        const linked = world.links.get('monitor', named.get(name) ?? '')?.id;
        const id = linked ?? fresh.get(name) ?? ids.next('mon');
        fresh.set(name, id);
        return id;
      },
      updateId: () => ids.next('upd'),
    };
  }

  /** What was imported before: the ids of its updates, and whether a person went on with it here. */
  async function before(id: string, tx: Tx) {
    const facts = await timeline.read({ subject: `incident:${id}` }, tx);
    return {
      ours: facts.some(({ by }) => by !== 'system:import'),
      known: new Map(
        facts.flatMap((fact: Fact) =>
          fact.body.kind === 'update.published' && fact.key ? [[fact.key, fact.body.updateId] as const] : [],
        ),
      ),
    };
  }

  /** One incident or maintenance: new, known, or known with more to say. */
  function carry<T extends TransferIncident | TransferMaintenance>(
    world: World,
    section: 'incidents' | 'maintenances',
    theirs: T,
    told: {
      prefix: 'inc' | 'mnt';
      facts: (names: Names, known: ReadonlyMap<string, string>) => ReturnType<typeof incidentFacts>;
      after?: (id: string, tx: Tx) => Promise<void>;
    },
  ): Step {
    const kind = section === 'incidents' ? 'incident' : 'maintenance';
    const digest = digestOf(theirs);
    const link = world.links.get(kind, theirs.externalId);
    const named = { externalId: theirs.externalId, title: title(theirs) };
    if (link?.digest === digest) return step(section, 'same', named);
    return step(
      section,
      link ? 'update' : 'create',
      { ...named, detail: link ? 'what is new at the source' : `${theirs.updates.length} updates` },
      async (tx) => {
        const id = link?.id ?? ids.next(told.prefix);
        const { ours, known } = link ? await before(id, tx) : { ours: false, known: new Map() };
        if (!ours)
          await timeline.record(
            tx,
            told.facts(namesOf(world), known).map((draft) => ({ ...draft, subject: `incident:${id}` })),
          );
        if (!link) await told.after?.(id, tx);
        await world.links.set(kind, theirs.externalId, { id, digest }, tx);
      },
    );
  }

  return [
    {
      name: 'incidents',
      batch: BATCH,
      async steps(world) {
        let strangers = 0;
        const known = new Set(world.document.components.map(({ externalId }) => externalId));
        const steps = world.document.incidents.map((theirs) => {
          const out = (detail: string) =>
            step('incidents', 'left_out', { externalId: theirs.externalId, title: title(theirs), detail });
          const future = ahead(
            [
              theirs.startedAt,
              theirs.openedAt,
              theirs.detectedAt,
              ...timesOf(theirs.updates),
              ...theirs.outages.flatMap(({ from, to }) => [from, to]),
              ...theirs.notes.map(({ at }) => at),
            ],
            world.nowMs,
          );
          if (future) return out(`it has a time in the future: ${future}`);
          if (theirs.outages.some(({ from, to }) => from > to))
            return out('an outage in it ends before it begins');
          const last = theirs.updates.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
          if (!last) return out('nothing was ever said about it');
          if (theirs.updates.some(({ phase }) => !PHASES.has(phase)))
            return out('an update of it has a phase of maintenance');
          if (!OVER.has(last.phase) && !world.options.open)
            return out(
              'it is still open at the source; import it again when it is over, or take it over as open',
            );
          strangers += [
            ...theirs.components,
            ...theirs.updates.flatMap((update) => update.components),
          ].filter(({ componentId }) => !known.has(componentId)).length;
          return carry(world, 'incidents', theirs, {
            prefix: 'inc',
            facts: (names, updates) => incidentFacts(theirs, names, updates),
          });
        });
        if (strangers > 0)
          world.warn(
            `${strangers} times an incident names a component that is not there; these names fall away.`,
          );
        return steps;
      },
    },
    {
      name: 'maintenances',
      batch: BATCH,
      async steps(world) {
        return world.document.maintenances.map((theirs) => {
          const { scheduledFor, scheduledUntil, phase } = theirs;
          const out = (detail: string) =>
            step('maintenances', 'left_out', { externalId: theirs.externalId, title: title(theirs), detail });
          if (scheduledFor >= scheduledUntil) return out('it would end before it begins');
          const over = OVER.has(phase);
          const future = ahead(
            [theirs.announcedAt, theirs.startedAt, over ? endOf(theirs) : null, ...timesOf(theirs.updates)],
            world.nowMs,
          );
          if (future) return out(`it has a time in the future: ${future}`);
          if (theirs.updates.some((update) => PHASES.has(update.phase)))
            return out('an update of it has a phase of an incident');
          if (!over && !world.options.open)
            return out(
              'it is not over at the source; import it again afterwards, or take it over as planned',
            );
          if (!over && Date.parse(scheduledUntil) <= world.nowMs)
            return out('its time is over, and the source does not say how it ended');
          return carry(world, 'maintenances', theirs, {
            prefix: 'mnt',
            facts: (names, updates) => maintenanceFacts(theirs, names, updates),
            ...(over ? {} : { after: (id, tx) => takeOver(deps, world, theirs, id, tx) }),
          });
        });
      },
    },
  ];
}

const PHASES = new Set<string>(['investigating', 'identified', 'monitoring', 'resolved']);

/** Planned work that is taken over starts and ends here like any other: its monitors are silenced, its times are kept. */
async function takeOver(
  { timeline, calendar }: Deps,
  { links }: World,
  { phase, scheduledFor, scheduledUntil, componentIds }: TransferMaintenance,
  id: string,
  tx: Tx,
) {
  const ours = componentIds.flatMap((externalId) => links.get('component', externalId)?.id ?? []);
  if (ours.length > 0)
    await calendar.windows.add(tx, {
      id,
      componentIds: ours,
      startsAt: scheduledFor,
      endsAt: scheduledUntil,
    });
  const step = phase === 'scheduled' ? 'start' : 'end';
  await timeline.wakes.set(tx, {
    key: `incident:${id}:${step}`,
    kind: `tell.maintenance-${step}`,
    subject: `incident:${id}`,
    dueAt: step === 'start' ? scheduledFor : scheduledUntil,
  });
}
