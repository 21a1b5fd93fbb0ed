/**
 * Planned maintenance: announced in words that pass the rules, started and completed at its times, extended before its end is missed. It lives
 * on the same timeline as incidents; while it runs, the monitors of its components are silenced (calendar).
 */
import { MaintenanceInput, type SilencedView } from '@candor/protocol/tell.ts';
import type { LocalizedText, MaintenancePhase } from '@candor/protocol/words-of-state.ts';
import type { Audience } from '#audience';
import type { Calendar } from '#calendar';
import type { Catalog } from '#catalog';
import type { Clock } from '#lib/clock.ts';
import type { Ids } from '#lib/id.ts';
import { Problem } from '#lib/problem.ts';
import type { Store, Tx } from '#store';
import { type FactDraft, type Incident, isOpen, type Timeline } from '#timeline';
import type { Matters } from './matter.ts';
import { NOBODY_WRITTEN_TO, othersNotWrittenTo } from './publish.ts';
import type { Voice } from './voice.ts';

/** A person's own words at a step, in place of the house's; they pass the same rules as the announcement. */
export type Said = {
  text?: LocalizedText | undefined;
  override?: { reason: string } | undefined;
  notify?: boolean | undefined;
};

export type Maintenance = {
  schedule(input: MaintenanceInput, by: string): Promise<Incident>;
  start(id: string, by: string, said?: Said): Promise<Incident>;
  extend(
    id: string,
    change: { scheduledUntil: string; reason: string | null },
    by: string,
  ): Promise<Incident>;
  complete(id: string, by: string, said?: Said): Promise<Incident>;
  /** A person's word on it, at its present phase. */
  tell(id: string, said: Said & { text: LocalizedText }, by: string): Promise<Incident>;
  cancel(id: string, change: { reason: string | null }, by: string): Promise<Incident>;
  /** The failures that it hid, in their order: what nobody was called for. */
  silenced(id: string): Promise<SilencedView[]>;
};

export function createMaintenance({
  store,
  timeline,
  catalog,
  calendar,
  clock,
  ids,
  voice,
  audience,
  matters,
  reach,
}: {
  store: Store;
  timeline: Timeline;
  catalog: Catalog;
  calendar: Calendar;
  clock: Clock;
  ids: Ids;
  voice: Voice;
  audience: Pick<Audience, 'traits'>;
  matters: Pick<Matters, 'keepAudience'>;
  reach: (tx: Tx, incident: Incident, updateId: string, because: string) => Promise<void>;
}): Maintenance {
  async function get(id: string, tx: Tx): Promise<Incident> {
    const maintenance = await timeline.incident(id, tx);
    if (maintenance?.kind !== 'maintenance') throw new Problem('not-found', `There is no maintenance ${id}.`);
    return maintenance;
  }

  const record = (tx: Tx, id: string, drafts: Omit<FactDraft, 'subject'>[]) =>
    timeline.record(
      tx,
      drafts.map((draft) => ({ ...draft, subject: `incident:${id}` })),
    );

  const setEnd = (tx: Tx, id: string, dueAt: string, because: string) =>
    timeline.wakes.set(tx, {
      key: `incident:${id}:end`,
      kind: 'tell.maintenance-end',
      subject: `incident:${id}`,
      dueAt,
      because,
    });

  /** Every step is told as what it is, on the page and to whoever asked to be told. */
  async function say(
    tx: Tx,
    maintenance: Incident,
    {
      what,
      by,
      because,
      said = {},
    }: {
      what: Parameters<Voice['maintenance']>[1] | 'told';
      by: string;
      because: string | null;
      said?: Said | undefined;
    },
  ): Promise<Incident> {
    const updateId = ids.next('upd');
    const phase = what === 'moved' || what === 'told' ? (maintenance.phase as MaintenancePhase) : what;
    const own = said.text ? await announce(tx, maintenance, { ...said, text: said.text, phase }, by) : null;
    const text = own?.text ?? (await voice.maintenance(maintenance, what === 'told' ? 'moved' : what, tx));
    const facts = await record(tx, maintenance.id, [
      ...signed(own?.overridden ?? [], said.override, by),
      ...(said.notify === false ? [{ by, key: `quiet:${updateId}`, body: NOBODY_WRITTEN_TO }] : []),
      {
        by,
        because,
        key: `said:${because ?? updateId}`,
        body: {
          kind: 'update.published',
          updateId,
          phase,
          text,
          origin: own ? 'person' : 'automatic',
          nextUpdateBy: null,
          components: [],
        },
      },
    ]);
    const after = await get(maintenance.id, tx);
    if (said.notify !== false) await reach(tx, after, updateId, facts.at(-1)!.id);
    return after;
  }

  /** What was said against the rules carries its reason. */
  const signed = (overridden: readonly string[], override: Said['override'], by: string) =>
    override && overridden.length > 0
      ? [
          {
            by,
            body: {
              kind: 'gate.overridden',
              rule: 'U10',
              reason: override.reason,
              claims: overridden.map((claim) => claim.slice(0, 500)),
            },
          } as const,
        ]
      : [];

  /** A person's words as readers will get them; what the rules refuse is written nowhere. */
  async function announce(
    tx: Tx,
    maintenance: Incident,
    input: { text: LocalizedText; phase: MaintenancePhase; override?: Said['override'] },
    by: string,
  ) {
    const draft = { phase: input.phase, text: input.text, nextUpdateBy: null };
    const text = voice.compose(maintenance, draft);
    const findings = await voice.check(
      { ...draft, text, origin: 'person', by, override: input.override },
      maintenance,
      [],
      tx,
    );
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length === 0) return { text, overridden: [] };
    const messages = errors.map(({ rule, message }) => `${rule}: ${message}`);
    if (!input.override)
      throw new Problem('words.blocked', errors.map(({ message }) => message).join(' '), {
        extra: { findings },
      });
    return { text, overridden: messages };
  }

  async function begin(tx: Tx, maintenance: Incident, by: string, said?: Said) {
    if (maintenance.phase !== 'scheduled') return maintenance;
    const [fact] = await record(tx, maintenance.id, [
      { by, key: 'started', body: { kind: 'maintenance.started' } },
    ]);
    await timeline.wakes.cancel(tx, {
      subject: `incident:${maintenance.id}`,
      kind: 'tell.maintenance-start',
    });
    await setEnd(tx, maintenance.id, maintenance.scheduledUntil!, fact!.id);
    return say(tx, await get(maintenance.id, tx), { what: 'in_progress', by, because: fact!.id, said });
  }

  async function end(tx: Tx, maintenance: Incident, by: string, body: FactDraft['body'], said?: Said) {
    if (!isOpen(maintenance)) return maintenance;
    const [fact] = await record(tx, maintenance.id, [{ by, key: 'ended', body }]);
    await calendar.windows.end(tx, maintenance.id, clock.now());
    for (const kind of ['tell.maintenance-start', 'tell.maintenance-end'])
      await timeline.wakes.cancel(tx, { subject: `incident:${maintenance.id}`, kind });
    const what = body.kind === 'maintenance.cancelled' ? 'cancelled' : 'completed';
    return say(tx, await get(maintenance.id, tx), { what, by, because: fact!.id, said });
  }

  timeline.onWake('tell.maintenance-start', async (wake, tx) => {
    await begin(tx, await get(wake.subject.slice('incident:'.length), tx), 'system:maintenance');
  });
  timeline.onWake('tell.maintenance-end', async (wake, tx) => {
    await end(tx, await get(wake.subject.slice('incident:'.length), tx), 'system:maintenance', {
      kind: 'maintenance.completed',
    });
  });

  const change = (id: string, work: (maintenance: Incident, tx: Tx) => Promise<Incident>) =>
    store.transaction(async (tx) => work(await get(id, tx), tx));

  return {
    schedule: (given, by) =>
      store.transaction(async (tx) => {
        const input = MaintenanceInput.parse(given);
        if (input.scheduledUntil <= clock.now())
          throw new Problem('request.invalid', 'The maintenance would have ended already.', {
            errors: [{ path: 'scheduledUntil', message: 'has to lie in the future' }],
          });
        for (const componentId of input.componentIds) await catalog.components.get(componentId, tx);
        if (input.audience) await audience.traits.refuseUnknown(input.audience, tx);
        const id = ids.next('mnt');
        const components = input.componentIds.map((componentId) => ({
          componentId,
          status: 'under_maintenance' as const,
        }));
        const updateId = ids.next('upd');
        await record(tx, id, [
          {
            by,
            body: {
              kind: 'maintenance.scheduled',
              title: input.title,
              reason: input.reason,
              components,
              scheduledFor: input.scheduledFor,
              scheduledUntil: input.scheduledUntil,
            },
          },
        ]);
        const { text, overridden } = await announce(
          tx,
          await get(id, tx),
          { ...input, phase: 'scheduled' },
          by,
        );
        const said = await record(tx, id, [
          ...signed(overridden, input.override, by),
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
              text,
              origin: 'person',
              nextUpdateBy: null,
              components,
            },
          },
        ]);
        const announced = said.at(-1);
        await calendar.windows.add(tx, {
          id,
          componentIds: input.componentIds,
          startsAt: input.scheduledFor,
          endsAt: input.scheduledUntil,
        });
        await timeline.wakes.set(tx, {
          key: `incident:${id}:start`,
          kind: 'tell.maintenance-start',
          subject: `incident:${id}`,
          dueAt: input.scheduledFor,
          because: announced!.id,
        });
        const maintenance = await get(id, tx);
        if (input.audience) await matters.keepAudience(tx, updateId, input.audience);
        if (input.notify !== false) await reach(tx, maintenance, updateId, announced!.id);
        return maintenance;
      }),
    start: (id, by, said) => change(id, (maintenance, tx) => begin(tx, maintenance, by, said)),
    extend: (id, { scheduledUntil, reason }, by) =>
      change(id, async (maintenance, tx) => {
        if (!isOpen(maintenance)) throw new Problem('state.conflict', 'The maintenance is over.');
        if (scheduledUntil <= clock.now())
          throw new Problem('request.invalid', 'The new end lies in the past.');
        const [fact] = await record(tx, id, [
          { by, body: { kind: 'maintenance.extended', scheduledUntil, reason } },
        ]);
        await calendar.windows.end(tx, id, scheduledUntil);
        if (maintenance.phase !== 'scheduled') await setEnd(tx, id, scheduledUntil, fact!.id);
        return say(tx, await get(id, tx), { what: 'moved', by, because: fact!.id });
      }),
    complete: (id, by, said) =>
      change(id, (maintenance, tx) => end(tx, maintenance, by, { kind: 'maintenance.completed' }, said)),
    tell: (id, said, by) =>
      change(id, async (maintenance, tx) => {
        if (!isOpen(maintenance)) throw new Problem('state.conflict', 'The maintenance is over.');
        return say(tx, maintenance, { what: 'told', by, because: null, said });
      }),
    cancel: (id, { reason }, by) =>
      change(id, (maintenance, tx) => end(tx, maintenance, by, { kind: 'maintenance.cancelled', reason })),
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
