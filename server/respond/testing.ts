/** The room on a real database with a clock moved by hand. Nothing leaves the house: what would is read in the ledger. */
import type { Delivery } from '@candor/protocol/carriers.ts';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import { createCarriers } from '#carriers';
import { createCatalog } from '#catalog';
import { handClock } from '#lib/clock.ts';
import { createIds } from '#lib/id.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createOutbound } from '#lib/outbound/index.ts';
import { createPeople } from '#people';
import { createTimeline, type FactDraft, temporarySigningKey } from '#timeline';
import { createWords } from '#words';
import { createTestStore } from '../store/testing.ts';
import { createRespond } from './index.ts';

export const START = '2026-03-01T10:00:00.000Z';
export const seconds = (count: number) => count * 1_000;

export type World = Awaited<ReturnType<typeof createWorld>>;

/** `start` is false for a room that adds its own reactions first. */
export async function createWorld(
  t: { after(fn: () => Promise<void>): void },
  { start = true }: { start?: boolean } = {},
) {
  const store = await createTestStore();
  const clock = handClock(START);
  const ids = createIds(clock);
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const outbound = createOutbound({ allow: '', clock });
  const timeline = createTimeline({ store, clock, ids, log, loops, key: temporarySigningKey() });
  const catalog = createCatalog({ store, clock, ids });
  const people = createPeople({ store, clock, ids, log, scryptCost: { N: 16, r: 1, p: 1 } });
  const carriers = createCarriers({
    store,
    clock,
    ids,
    log,
    loops,
    outbound,
    config: {
      dataFolder: '/nonexistent',
      publicUrl: 'https://status.example.org',
      smtpUrl: '',
      mailFrom: '',
      mailConnections: 1,
      mailUnsubscribe: '',
      mailDkim: false,
      mailDkimSelector: 'candor',
      pushServices: '',
    },
  });
  const respond = createRespond({
    store,
    timeline,
    catalog,
    people,
    carriers,
    words: createWords({ store, ids, clock }),
    clock,
    ids,
    publicUrl: () => 'https://status.example.org',
  });
  if (start) timeline.start();
  const component = await catalog.components.create({ slug: 'checkout', name: { en: 'Checkout' } });
  t.after(async () => {
    await loops.stop();
    await outbound.close();
    await store.close();
  });

  const monitors = new Map<string, string>();
  const monitorId = (name: string) => {
    const id = monitors.get(name) ?? ids.next('mon');
    monitors.set(name, id);
    return id;
  };

  const world = {
    store,
    clock,
    ids,
    timeline,
    catalog,
    people,
    carriers,
    respond,
    component,
    loops,
    settled: () => loops.settled(),
    forward: (ms: number) => clock.moveTo(clock.nowMs() + ms, loops.settled),
    record: async (draft: FactDraft) => {
      const [fact] = await store.transaction((tx) => timeline.record(tx, [draft]));
      return fact!;
    },
    person: (name: string) =>
      people.persons.add(
        { email: `${name}@example.org`, name, role: 'responder', password: 'a password of this test only' },
        'system:test',
      ),
    monitorId,
    /** They leave the staff. */
    disable: (personId: string) =>
      people.persons.manage(
        {
          by: `person:${ids.next('usr')}`,
          kind: 'person',
          id: ids.next('usr'),
          name: 'owner',
          role: 'owner',
          managesAs: 'owner',
          scopes: new Set(),
          locale: 'en',
          timeZone: 'UTC',
          sessionId: null,
        },
        personId,
        { disabled: true },
      ),
    /** As the watch room says it, of the monitor that a test calls by this name. */
    failed: (
      name: string,
      { componentId = component.id, severity = 2 as Severity | null, failedAt = clock.now() } = {},
    ) =>
      world.record({
        subject: `component:${componentId}`,
        by: `monitor:${monitorId(name)}`,
        key: `monitor:${monitorId(name)}:${failedAt}`,
        body: {
          kind: 'monitor.failed',
          monitorId: monitorId(name),
          monitorName: name,
          componentId,
          status: 'major_outage',
          firstFailedAt: failedAt,
          opensIncident: severity,
          evidence: { at: failedAt, latencyMs: null, failure: 'status', detail: 'answered 500', phases: {} },
        },
      }),
    recovered: (name: string, { componentId = component.id, downSince = START } = {}) =>
      world.record({
        subject: `component:${componentId}`,
        by: `monitor:${monitorId(name)}`,
        key: `monitor:${monitorId(name)}:back:${clock.now()}`,
        body: {
          kind: 'monitor.recovered',
          monitorId: monitorId(name),
          componentId,
          downSince,
          firstGoodAt: clock.now(),
          evidence: { at: clock.now(), latencyMs: 12, failure: null, detail: 'answered 200', phases: {} },
        },
      }),
    incident: async () => (await timeline.incidents({ limit: 1 }))[0]!,
    /** What happened in an incident, as kinds. */
    kinds: async (id: string) =>
      (await timeline.read({ subject: `incident:${id}` })).map(({ body }) => body.kind),
    /** Who would be told, oldest first. */
    told: async (): Promise<Delivery[]> => (await carriers.ledger.list({ limit: 500 })).items.toReversed(),
  };
  return world;
}
