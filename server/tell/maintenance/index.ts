/**
 * Planned maintenance: announced in words that pass the rules, told of again ahead of time, started at its time, asked
 * about and extended before its end is missed, and completed when its monitors prove it. It lives on the same timeline
 * as incidents; while it runs, the monitors of its components are silenced (calendar).
 */
import type {
  MaintenanceInput,
  MaintenancePreview,
  MoveInput,
  SilencedView,
} from '@candor/protocol/maintenance.ts';
import type { LocalizedText } from '@candor/protocol/words-of-state.ts';
import { sql } from 'kysely';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Respond } from '#respond';
import type { Store, Tx } from '#store';
import { type Incident, isOpen, type Timeline } from '#timeline';
import type { Watch } from '#watch';
import type { Matters } from '../matter.ts';
import type { Publisher } from '../publish.ts';
import type { Reach } from '../reach.ts';
import type { SettingsShelf } from '../settings.ts';
import type { Voice } from '../voice.ts';
import { createCourse } from './course.ts';
import { createPlanning } from './planning.ts';
import { createRecurring, type Recurring } from './recurring.ts';
import { createSaying, type Said } from './say.ts';
import { refuseSpan } from './when.ts';

export type { Said } from './say.ts';

export type Maintenance = {
  schedule(input: MaintenanceInput, by: string): Promise<Incident>;
  /** What would be told, when and to how many; writes nothing. */
  preview(input: MaintenanceInput, by: string): Promise<MaintenancePreview>;
  start(id: string, by: string, said?: Said): Promise<Incident>;
  /** To other times, before it has begun. */
  move(id: string, change: MoveInput, by: string): Promise<Incident>;
  /** Another end. */
  extend(
    id: string,
    change: { scheduledUntil: string; reason: string | null },
    by: string,
  ): Promise<Incident>;
  /** It is done: completed where the monitors prove it, else when they do. */
  complete(id: string, by: string, said?: Said): Promise<Incident>;
  /** A person's word on it, at its present phase. */
  tell(id: string, said: Said & { text: LocalizedText }, by: string): Promise<Incident>;
  cancel(id: string, change: { reason: string | null }, by: string): Promise<Incident>;
  /** The failures that it hid, in their order: what nobody was called for. */
  silenced(id: string): Promise<SilencedView[]>;
  series: Recurring;
};

export function createMaintenance(deps: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  calendar: Calendar;
  clock: Clock;
  ids: Ids;
  people: People;
  respond: Respond;
  settings: SettingsShelf;
  states: Watch['states'];
  voice: Voice;
  publisher: Publisher;
  audience: Audience;
  matters: Matters;
  reach: Reach;
}): Maintenance {
  const { store, timeline, calendar, clock, audience, matters, settings } = deps;
  const saying = createSaying(deps);
  const course = createCourse({ ...deps, saying });
  const planning = createPlanning({ ...deps, saying });
  const { get, record, say } = saying;

  const change = (id: string, work: (maintenance: Incident, tx: Tx) => Promise<Incident>) =>
    store.transaction(async (tx) => work(await get(id, tx), tx));

  const refuseOver = (maintenance: Incident) => {
    if (!isOpen(maintenance)) throw new Problem('state.conflict', 'The maintenance is over.');
  };

  return {
    series: createRecurring({ ...deps, planning, course, saying }),

    schedule: (given, by) => store.transaction((tx) => planning.schedule(tx, given, by)),

    preview: (given, by) =>
      store.transaction(async (tx) => {
        const { incident, ...preview } = await planning.preview(tx, given, by);
        if (given.notify === false) return { ...preview, told: 0, quiet: 0, held: [] };
        const word = {
          phase: 'scheduled' as const,
          components: incident.components,
          note: false,
          correction: false,
          after: null,
          only: given.audience ?? null,
        };
        const matter = await matters.of(tx, incident, word);
        const { all } = await audience.selection(tx, matter, await matters.rules(tx));
        const { rows } = await sql<{
          verdict: 'now' | MaintenancePreview['held'][number]['name'];
          quiet: boolean;
          count: number;
        }>`
          select verdict, not_before is not null as quiet, count(*)::int as count from (${all}) j group by 1, 2`.execute(
          tx,
        );
        const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
        const told = rows.filter(({ verdict }) => verdict === 'now');
        const held = [...Map.groupBy(rows, ({ verdict }) => verdict)].flatMap(([name, same]) =>
          name === 'now' ? [] : [{ name, count: sum(same) }],
        );
        return { ...preview, told: sum(told), quiet: sum(told.filter(({ quiet }) => quiet)), held };
      }),

    start: (id, by, said) =>
      change(id, async (maintenance, tx) => {
        refuseOver(maintenance);
        return course.begin(tx, maintenance, by, said);
      }),

    move: (id, given, by) => change(id, (maintenance, tx) => planning.move(tx, maintenance, given, by)),

    extend: (id, { scheduledUntil, reason }, by) =>
      change(id, async (maintenance, tx) => {
        refuseOver(maintenance);
        if (scheduledUntil === maintenance.scheduledUntil) return maintenance;
        const { maintenanceMostHours } = await settings.get(tx);
        const from = maintenance.phase === 'scheduled' ? maintenance.scheduledFor! : clock.now();
        refuseSpan({ scheduledFor: from, scheduledUntil }, clock.nowMs(), maintenanceMostHours);
        const [fact] = await record(tx, id, [
          { by, body: { kind: 'maintenance.extended', scheduledUntil, reason } },
        ]);
        await calendar.windows.end(tx, id, scheduledUntil);
        const after = await get(id, tx);
        if (maintenance.phase !== 'scheduled') await course.watchEnd(tx, after, fact!.id);
        const longer = maintenance.phase !== 'scheduled' && scheduledUntil > maintenance.scheduledUntil!;
        return say(tx, after, {
          what: longer ? 'extended' : 'moved',
          by,
          because: fact!.id,
          formerEndsAt: maintenance.scheduledUntil!,
        });
      }),

    complete: (id, by, said) =>
      change(id, async (maintenance, tx) =>
        isOpen(maintenance) ? course.done(tx, maintenance, by, said) : maintenance,
      ),

    tell: (id, said, by) =>
      change(id, async (maintenance, tx) => {
        refuseOver(maintenance);
        return say(tx, maintenance, { what: 'told', by, because: null, said });
      }),

    cancel: (id, { reason }, by) =>
      change(id, async (maintenance, tx) =>
        isOpen(maintenance) ? course.cancel(tx, maintenance, reason, by) : maintenance,
      ),

    async silenced(id) {
      const { components } = await store.transaction((tx) => get(id, tx));
      const facts = await Promise.all(
        components.map(({ componentId }) =>
          timeline.read({ subject: `component:${componentId}`, kinds: ['monitor.silenced'] }),
        ),
      );
      return facts
        .flat()
        .sort((a, b) => a.position - b.position)
        .flatMap(({ body }) =>
          body.kind === 'monitor.silenced' && body.windowId === id
            ? [
                {
                  monitorId: body.monitorId,
                  componentId: body.componentId,
                  at: body.evidence.at,
                  detail: body.evidence.detail,
                },
              ]
            : [],
        );
    },
  };
}
