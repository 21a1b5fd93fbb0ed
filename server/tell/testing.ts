/**
 * The room on a real database with a clock moved by hand: real words, catalog, audience and ledger. What the monitors
 * say is set by the test; nothing leaves the house, what would is read in the ledger.
 */
import type { ComponentStatus, LocalizedText, Severity } from '@candor/protocol/words-of-state.ts';
import { sql } from 'kysely';
import { createAudience } from '#audience';
import { createCalendar } from '#calendar';
import type { Forms, MachineEvent, SegmentContent } from '#carriers';
import type { Watch } from '#watch';
import { createWords } from '#words';
import { createWorld as createRespondWorld, seconds } from '../respond/testing.ts';
import {
  addDigests,
  createMatters,
  createReach,
  createSettings,
  createTell,
  createVoice,
  type FailingMonitor,
  type Measured,
} from './index.ts';

export { seconds };

type Content = { forms: Forms; event: MachineEvent; segments?: Record<string, SegmentContent> };

export type World = Awaited<ReturnType<typeof createWorld>>;

const hhmm = (instant: string) => instant.slice(11, 16);

export async function createWorld(
  t: { after(fn: () => Promise<void>): void },
  /** What the monitors and the readers say; without it, `fail` and `mend` decide. */
  { measured }: { measured?: Measured } = {},
) {
  const base = await createRespondWorld(t, { start: false });
  const { store, clock, ids, timeline, catalog, people, carriers, respond, loops, component } = base;
  const publicUrl = () => 'https://status.example.org';
  const calendar = createCalendar({ store, clock, loops });
  const audience = createAudience({ store, clock, ids, linkKey: Buffer.alloc(32, 7) });
  const words = createWords({ store, ids, clock });
  const settings = createSettings({ store, clock });
  const matters = createMatters({ catalog, timeline, carriers, settings, clock });
  let failing: FailingMonitor[] = [];
  let states: ReturnType<Watch['states']> = [];
  const voice = createVoice({
    words,
    catalog,
    watch: { states: () => [], failing: () => [] },
    clock,
    settings,
    publicUrl,
  });
  const parts = {
    store,
    timeline,
    catalog,
    calendar,
    audience,
    carriers,
    matters,
    respond,
    people,
    clock,
    ids,
    voice,
    settings,
    publicUrl,
    failing: () => failing,
    states: () => states,
    ...(measured ? { measured } : {}),
    reach: createReach({
      audience,
      carriers,
      timeline,
      matters,
      settings,
      clock,
      render: voice.render,
      segmentsWith: voice.segmentsWith,
      publicUrl,
    }),
  };
  const tell = createTell(parts);

  addDigests({ timeline, audience, carriers, clock, publicUrl });
  timeline.start();

  return {
    ...base,
    audience,
    matters,
    /** Somebody who asked by mail, with any wishes. */
    async reader(name: string, wishes: Record<string, unknown> = {}) {
      const { id } = await audience.subscribers.add(
        { carrier: 'email', address: `${name}@example.org`, confirmed: true },
        'system:test',
      );
      const columns = Object.entries(wishes).map(
        ([column, value]) =>
          sql`${sql.ref(column)} = ${value !== null && typeof value === 'object' ? JSON.stringify(value) : value}`,
      );
      if (columns.length > 0)
        await sql`update audience_subscriber set ${sql.join(columns)} where id = ${id}`.execute(store.db);
      return id;
    },
    /** Kind and state of what each of these was written, oldest first. */
    async toldTo(id: string) {
      const { items } = await carriers.ledger.list({ recipientId: id, limit: 500 });
      return items.toReversed().map(({ kind }) => kind);
    },
    async textsTo(id: string, locale = 'en@UTC') {
      const { rows } = await sql<{ content: { forms: Record<string, { subject: string; text: string }> } }>`
        select m.content from carriers_delivery d join carriers_message m on m.id = d.message_id
        where d.recipient_id = ${id} order by m.seq`.execute(store.db);
      return rows.map(({ content }) => (content.forms[locale] ?? content.forms['en'])!);
    },
    /** The newest message to somebody, as it lies in the ledger. */
    async contentTo(id: string) {
      const { rows } = await sql<{ content: Content; segment: string | null }>`
        select m.content, d.segment from carriers_delivery d join carriers_message m on m.id = d.message_id
        where d.recipient_id = ${id} order by m.seq desc limit 1`.execute(store.db);
      return rows[0];
    },
    words,
    calendar,
    settings,
    tell,
    /** What the room is made of, for a second process. */
    parts,
    /** What the one monitor of the component says from here on, hidden or not; null: there is none. */
    looks(verdict: 'up' | 'down' | 'unknown' | null) {
      const monitor = { enabled: true, componentId: component.id };
      const state = { verdict, since: clock.now(), doubts: 0 };
      states = verdict === null ? [] : ([{ monitor, state }] as unknown as typeof states);
    },
    /** From here on the monitors contradict whoever says that it works. */
    fail: () => {
      failing = [
        {
          monitorId: base.monitorId('door'),
          monitorName: 'Front door',
          componentId: component.id,
          since: clock.now(),
          detail: 'answered 500',
        },
      ];
    },
    mend: () => {
      failing = [];
    },
    /** An incident of the component, as its monitor opened it or as a person did. */
    async open({
      automaticFirstWord = false,
      failingForMs = 0,
      severity = 1 as Severity,
      status = 'major_outage' as ComponentStatus,
    } = {}) {
      const id = ids.next('inc');
      await base.record({
        subject: `incident:${id}`,
        by: automaticFirstWord ? 'rule:open-on-failure' : 'system:test',
        body: {
          kind: 'incident.opened',
          title: { en: 'Checkout is not working', de: 'Kasse funktioniert nicht' },
          severity,
          components: [{ componentId: component.id, status }],
          startedAt: new Date(clock.nowMs() - failingForMs).toISOString(),
          detectedAt: clock.now(),
          detectedBy: automaticFirstWord ? 'monitor' : 'person',
          impact: null,
          automaticFirstWord,
        },
      });
      await loops.settled();
      return id;
    },
    get: (id: string) => respond.get(id),
    facts: (id: string) => timeline.read({ subject: `incident:${id}` }),
  };
}

export const identified = (startedAt: string): LocalizedText => ({
  en: `You cannot pay at the checkout since ${hhmm(startedAt)} UTC; this affects everybody. We know the cause, and we are starting another database now. There is no workaround yet. We are sorry that you cannot pay.`,
});

export const resolved = (startedAt: string, recoveredAt: string): LocalizedText => ({
  en: `You have been able to pay again since ${hhmm(recoveredAt)} UTC. Checkout failed for everybody from ${hhmm(startedAt)} UTC. We are checking whether any order was lost, and will say so here. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`,
});
