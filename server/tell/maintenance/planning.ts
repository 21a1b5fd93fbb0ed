/**
 * A plan becomes a maintenance: announced in words that pass the rules, put into the calendar, and told of again ahead
 * of time. What stands in its way is said before anything is written.
 */
import {
  MaintenanceInput,
  type MaintenancePlan,
  type MaintenancePreview,
  MoveInput,
} from '@candor/protocol/maintenance.ts';
import type { ComponentState, LocalizedText } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { placed, refuseUnknown } from '#lib/known.ts';
import { Problem } from '#lib/problem.ts';
import type { People } from '#people';
import type { Respond } from '#respond';
import type { Tx } from '#store';
import { type Fact, type FactDraft, foldIncident, type Incident, isOpen, type Timeline } from '#timeline';
import type { Matters } from '../matter.ts';
import { NOBODY_WRITTEN_TO, othersNotWrittenTo } from '../publish.ts';
import type { Reach } from '../reach.ts';
import type { SettingsShelf } from '../settings.ts';
import type { Voice } from '../voice.ts';
import { conflictsOf, refuseConflicts } from './conflicts.ts';
import { silencedBy } from './course.ts';
import { leadsOf } from './leads.ts';
import { type Saying, signed } from './say.ts';
import { refuseSpan, type Span, spanOf } from './when.ts';

export type Planning = {
  schedule(tx: Tx, given: MaintenanceInput, by: string, seriesId?: string): Promise<Incident>;
  move(tx: Tx, maintenance: Incident, given: MoveInput, by: string): Promise<Incident>;
  preview(
    tx: Tx,
    given: MaintenanceInput,
    by: string,
  ): Promise<Omit<MaintenancePreview, 'told' | 'quiet' | 'held'> & { incident: Incident }>;
};

type Deps = {
  timeline: Timeline;
  calendar: Calendar;
  catalog: Catalog;
  clock: Clock;
  ids: Ids;
  people: People;
  respond: Pick<Respond, 'policies'>;
  settings: SettingsShelf;
  voice: Voice;
  audience: Pick<Audience, 'traits'>;
  matters: Pick<Matters, 'keepAudience'>;
  reach: Reach;
  saying: Saying;
};

export function createPlanning(deps: Deps): Planning {
  const { timeline, calendar, catalog, clock, ids, people, settings, voice, audience, saying } = deps;
  const { get, record } = saying;

  async function componentsOf(
    tx: Tx,
    { componentIds, components }: MaintenancePlan,
  ): Promise<ComponentState[]> {
    const known = new Set((await catalog.components.list(tx)).map(({ id }) => id));
    refuseUnknown('component', placed('componentIds', componentIds), known);
    refuseUnknown(
      'component',
      components.map(({ componentId }, i) => ({ path: `components.${i}.componentId`, id: componentId })),
      known,
    );
    const states = new Map<string, ComponentState['status']>();
    for (const id of componentIds) states.set(id, 'under_maintenance');
    for (const { componentId, status } of components) states.set(componentId, status);
    return [...states].map(([componentId, status]) => ({ componentId, status }));
  }

  async function conflicts(tx: Tx, id: string | null, components: readonly ComponentState[], span: Span) {
    // From memory: it has only what is committed, which is what can be in the way.
    const open = await timeline.incidents({ open: true, limit: 2_000 });
    return conflictsOf(
      {
        id,
        componentIds: components.map(({ componentId }) => componentId),
        startsAt: span.scheduledFor,
        endsAt: span.scheduledUntil,
      },
      {
        windows: await calendar.windows.list(clock.now(), tx),
        open,
        titleOf: (windowId) => open.find((each) => each.id === windowId)?.title ?? { en: windowId },
        nowMs: clock.nowMs(),
      },
    );
  }

  async function ownerOf(tx: Tx, { ownerId }: MaintenancePlan, by: string): Promise<string | null> {
    if (ownerId && !(await people.persons.get(ownerId)))
      throw new Problem('request.invalid', `There is no person ${ownerId}.`, {
        errors: [{ path: 'ownerId', message: 'has to be a person of the staff' }],
      });
    if (ownerId !== undefined) return ownerId;
    if (by.startsWith('person:')) return by.slice('person:'.length);
    return (await deps.respond.policies.default(tx)).ownerId;
  }

  /** Everything that can be wrong is found here, and nothing is written. */
  async function read(tx: Tx, given: MaintenanceInput, by: string, seriesId: string | null) {
    const input = MaintenanceInput.parse(given);
    const set = await settings.get(tx);
    const span = spanOf(input);
    refuseSpan(span, clock.nowMs(), set.maintenanceMostHours);
    const components = await componentsOf(tx, input);
    if (input.audience) await audience.traits.refuseUnknown(input.audience, tx);
    const remindMinutesBefore = input.remindMinutesBefore ?? set.maintenanceRemindMinutesBefore;
    const drafts: Omit<FactDraft, 'subject'>[] = [
      {
        by,
        body: {
          kind: 'maintenance.scheduled',
          title: input.title,
          reason: input.reason,
          components,
          ...span,
          impact: input.impact,
          ...(input.timeZone ? { timeZone: input.timeZone } : {}),
          remindMinutesBefore,
          completes: input.completes,
          seriesId,
        },
      },
      ...(input.whatToDo ? [{ by, body: { kind: 'workaround.given', text: input.whatToDo } } as const] : []),
    ];
    return { input, span, components, remindMinutesBefore, drafts };
  }

  /** The planner's words, or what the template makes of what is known, in the languages of the title. */
  const wordsOf = async (
    tx: Tx,
    maintenance: Incident,
    { text, title }: MaintenancePlan,
  ): Promise<LocalizedText> =>
    text ??
    voice.maintenance(maintenance, { what: 'scheduled', locales: voice.spoken(Object.keys(title)) }, tx);

  async function watchStart(tx: Tx, maintenance: Incident, because: string) {
    const { id, scheduledFor, openedComponents, scheduledUntil, plan } = maintenance;
    const subject = `incident:${id}`;
    await calendar.windows.add(tx, {
      id,
      componentIds: silencedBy(openedComponents),
      startsAt: scheduledFor!,
      endsAt: scheduledUntil!,
    });
    await timeline.wakes.set(tx, {
      key: `${subject}:start`,
      kind: 'tell.maintenance-start',
      subject,
      dueAt: scheduledFor!,
      because,
    });
    await timeline.wakes.cancel(tx, { subject, kind: 'tell.maintenance-remind' });
    const { due } = leadsOf(Date.parse(scheduledFor!), plan?.remindMinutesBefore ?? [], clock.nowMs());
    for (const { minutesBefore, atMs } of due)
      await timeline.wakes.set(tx, {
        key: `${subject}:remind:${minutesBefore}`,
        kind: 'tell.maintenance-remind',
        subject,
        dueAt: new Date(atMs).toISOString(),
        payload: { minutesBefore },
        because,
      });
  }

  timeline.onWake('tell.maintenance-remind', async (due, tx) => {
    const maintenance = await get(due.subject.slice('incident:'.length), tx);
    const { phase, scheduledFor, plan, updates } = maintenance;
    if (phase !== 'scheduled' || scheduledFor! <= clock.now()) return;
    // Slept through: of several that are due by now, the last alone is said.
    const minutes = Number(due.payload['minutesBefore']);
    const later = (plan?.remindMinutesBefore ?? []).some(
      (other) => other < minutes && Date.parse(scheduledFor!) - other * 60_000 <= clock.nowMs(),
    );
    if (later || updates.at(-1)?.at === clock.now()) return;
    await saying.say(tx, maintenance, {
      what: 'reminded',
      by: 'system:maintenance',
      because: due.because,
      key: `reminded:${scheduledFor}:${minutes}`,
    });
  });

  return {
    async schedule(tx, given, by, seriesId) {
      const { input, span, components, drafts } = await read(tx, given, by, seriesId ?? null);
      if (!input.acceptConflicts) refuseConflicts(await conflicts(tx, null, components, span));
      const ownerId = await ownerOf(tx, input, by);
      const id = ids.next('mnt');
      const updateId = ids.next('upd');
      await record(tx, id, [
        ...drafts,
        ...(ownerId
          ? [{ by, body: { kind: 'role.assigned', role: 'owner', personId: ownerId } } as const]
          : []),
      ]);
      const planned = await get(id, tx);
      const text = await wordsOf(tx, planned, input);
      const accepted = await saying.accept(
        planned,
        { text, phase: 'scheduled', override: input.override },
        by,
        tx,
      );
      const { segmentNotes: notes } = input;
      const word = { what: 'scheduled', text: accepted.text, formerEndsAt: null, by, notes } as const;
      const { segmentTexts, skipped } = await saying.beside(planned, word, tx);
      const said = await record(tx, id, [
        ...skipped,
        ...signed(accepted.overridden, input.override, by),
        ...(input.notify === false ? [{ by, key: `quiet:${updateId}`, body: NOBODY_WRITTEN_TO }] : []),
        ...(input.audience
          ? [{ by, key: `audience:${updateId}`, body: othersNotWrittenTo(input.audience) }]
          : []),
        {
          by,
          body: {
            kind: 'update.published',
            updateId,
            phase: 'scheduled',
            text: accepted.text,
            ...(segmentTexts ? { segmentTexts } : {}),
            origin: 'person',
            nextUpdateBy: null,
            components,
          },
        },
      ]);
      const announced = said.at(-1)!;
      const maintenance = await get(id, tx);
      await watchStart(tx, maintenance, announced.id);
      if (input.audience) await deps.matters.keepAudience(tx, updateId, input.audience);
      if (input.notify !== false) await deps.reach(tx, maintenance, updateId, announced.id);
      return maintenance;
    },

    async move(tx, maintenance, given, by) {
      if (!isOpen(maintenance)) throw new Problem('state.conflict', 'The maintenance is over.');
      if (maintenance.phase !== 'scheduled')
        throw new Problem('state.conflict', 'The maintenance has begun; only its end can be moved.');
      const { id, scheduledFor, scheduledUntil, openedComponents } = maintenance;
      const input = MoveInput.parse(given);
      const span = spanOf(input, Date.parse(scheduledUntil!) - Date.parse(scheduledFor!));
      refuseSpan(span, clock.nowMs(), (await settings.get(tx)).maintenanceMostHours);
      if (span.scheduledFor === scheduledFor && span.scheduledUntil === scheduledUntil) return maintenance;
      if (!input.acceptConflicts) refuseConflicts(await conflicts(tx, id, openedComponents, span));
      const [fact] = await record(tx, id, [
        { by, body: { kind: 'maintenance.moved', ...span, reason: input.reason } },
      ]);
      const moved = await get(id, tx);
      await watchStart(tx, moved, fact!.id);
      const told = await saying.wasTold(tx, maintenance);
      return saying.say(tx, moved, {
        what: 'moved',
        by,
        because: fact!.id,
        said: told ? {} : { notify: false },
      });
    },

    async preview(tx, given, by) {
      const { input, span, components, remindMinutesBefore, drafts } = await read(tx, given, by, null);
      const incident = imagined(drafts, ids.next('mnt'), clock.now());
      const raw = await wordsOf(tx, incident, input);
      const { text, findings } = await saying.judge(incident, { text: raw, phase: 'scheduled' }, by, tx);
      const word = { what: 'scheduled', text, formerEndsAt: null, by, notes: input.segmentNotes } as const;
      const { judged } = await saying.noted(incident, word, tx);
      const segments = await audience.traits.segments(tx);
      const about = { kind: 'maintenance', phase: 'scheduled', locales: Object.keys(text) } as const;
      const { due, skipped } = leadsOf(Date.parse(span.scheduledFor), remindMinutesBefore, clock.nowMs());
      return {
        ...span,
        timeZone: input.timeZone ?? 'UTC',
        text,
        findings: findings.map(({ locale: _, ...finding }) => finding),
        conflicts: await conflicts(tx, null, components, span),
        tellings: [
          { step: 'announced', at: clock.now(), minutesBefore: null },
          ...due.map(({ minutesBefore, atMs }) => ({
            step: 'reminded' as const,
            at: new Date(atMs).toISOString(),
            minutesBefore,
          })),
          { step: 'started', at: span.scheduledFor, minutesBefore: null },
          { step: 'completed', at: span.scheduledUntil, minutesBefore: null },
        ],
        skipped,
        segments,
        offered: await voice.segmentNotes(incident, about, segments, tx),
        notes: judged,
        incident,
      };
    },
  };
}

/** The maintenance as it would be, folded from facts that nobody recorded. */
function imagined(drafts: readonly Omit<FactDraft, 'subject'>[], id: string, at: string): Incident {
  const facts = drafts.map(
    (draft, i): Fact => ({
      id: `fct_${i}`,
      position: i + 1,
      subject: `incident:${id}`,
      seq: i + 1,
      at,
      recordedAt: at,
      because: null,
      key: null,
      by: draft.by,
      body: draft.body,
    }),
  );
  return foldIncident(facts)!;
}
