/** Imports against the whole product: a plan changes nothing, an application speaks to nobody, a second one adds nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TransferDocument, TransferDraft } from '@candor/protocol/transfer.ts';
import { openHouse, seconds } from '../../../stories/house.ts';
import { incidentsOf, smallDocument } from './testing.ts';

const OPTIONS = { open: false, startMonitors: false };
type House = Awaited<ReturnType<typeof openHouse>>;

async function bring(house: House, draft: TransferDraft, options = OPTIONS) {
  const { transfer } = house.app;
  const document = await transfer.read({ kind: 'document', document: draft });
  const { id } = await transfer.plan(document, options, 'system:test');
  await transfer.apply(id, 'system:test');
  await house.settled();
  return transfer.get(id);
}

test('fifty imported incidents are history: nothing is sent, promised, measured or called for', {
  timeout: 60_000,
}, async (t) => {
  const written: string[] = [];
  const hook = (moment: string, text: string) => {
    const [, table] = /^insert into "(\w+)"/.exec(text) ?? [];
    if (moment === 'before' && table) written.push(table);
  };
  const house = await openHouse(t, { monitors: false, hook });
  await house.person('owner@example.org', 'owner');
  await house.subscribe('reader@example.org');
  await house.settled();
  written.length = 0;
  const view = await bring(house, smallDocument({ incidents: incidentsOf(50) }));
  assert.equal(view.state, 'applied');
  assert.deepEqual(view.done?.incidents, { create: 50 });
  await house.forward(seconds(30));
  assert.deepEqual(
    [...new Set(written)].filter(
      (table) =>
        !/^(people_audit$|timeline_(fact|text|checkpoint|cursor|public_\w+)|tell_(transfer(_link)?|component_told)|catalog_|watch_monitor|audience_|listen_alive$)/.test(
          table,
        ),
    ),
    [],
    'no wake, no delivery, no survey, no measurement was ever written',
  );
  assert.ok(
    written.filter((table) => table === 'timeline_fact').length > 150,
    'the hook sees what is written',
  );
  assert.equal(house.mail.inbox().length, 0);
  const facts = await house.app.timeline.read({ limit: 10_000 });
  assert.deepEqual([...new Set(facts.map(({ by }) => by))], ['system:import']);
  assert.deepEqual([...new Set(facts.map(({ body }) => body.kind))].toSorted(), [
    'incident.opened',
    'maintenance.completed',
    'maintenance.scheduled',
    'maintenance.started',
    'update.published',
  ]);
  const snapshot = house.app.pages.current()!.snapshot;
  assert.equal(snapshot.incidents.length, 50);
  assert.deepEqual(
    { incidents: snapshot.record.incidents, median: snapshot.record.medianMinutesToFirstWord },
    { incidents: 0, median: null },
    'another page’s past is not this one’s record',
  );
  const checkout = snapshot.components.find(({ name }) => name['en'] === 'Payments')!;
  assert.ok(
    checkout.days.some(({ downMinutes }) => downMinutes === 30),
    'its bars show the past',
  );
  assert.equal(checkout.status, 'operational');
  assert.equal(await house.app.timeline.verify(), null);
});

test('a second import of the same changes nothing, and one with news adds the news', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const draft = smallDocument({ incidents: incidentsOf(3) });
  draft.components!.push({ externalId: 'here', name: { en: 'Checkout' } });
  await bring(house, draft);
  const components = await house.app.catalog.components.list();
  assert.equal(components.length, 3, 'what was here already under this name is the same thing');
  assert.ok(
    components.some(({ name }) => name['de'] === 'Kasse'),
    'and keeps its other languages',
  );
  const head = await house.app.timeline.head();
  const again = await bring(house, draft);
  assert.deepEqual(await house.app.timeline.head(), head);
  for (const counts of Object.values(again.counts)) assert.deepEqual(Object.keys(counts), ['same']);
  const [first, ...rest] = draft.incidents!;
  first!.updates!.push({
    externalId: 'late',
    at: '2026-02-27T10:00:00.000Z',
    phase: 'resolved',
    text: { en: 'We looked again: it is over.' },
  });
  const third = await bring(house, { ...draft, incidents: [first!, ...rest] });
  assert.deepEqual(third.counts.incidents, { update: 1, same: 2 });
  const after = await house.app.timeline.head();
  assert.equal(after.position, head.position + 1);
});

test('export, import into a fresh house, export: equal but for the ids', { timeout: 90_000 }, async (t) => {
  const one = await openHouse(t, { monitors: false });
  const past = incidentsOf(4);
  past[0]!.updates![0]!.corrections = [
    { at: '2026-02-26T09:00:00.000Z', text: { en: 'You cannot pay by card.' }, reason: 'other ways worked' },
  ];
  await bring(one, smallDocument({ incidents: past }), { open: false, startMonitors: true });
  await one.app.audience.subscribers.end(
    (await one.app.audience.subscribers.list({ limit: 1 }))[0]!.id,
    'unsubscribed',
    'asked to stop',
  );
  const first = await one.app.transfer.export({ subscribers: true, secrets: true }, 'system:test');
  const two = await openHouse(t, { monitors: false });
  await bring(two, first, { open: false, startMonitors: true });
  const second = await two.app.transfer.export({ subscribers: true, secrets: true }, 'system:test');
  assert.ok(first.incidents.length === 4 && first.subscribers.length === 3 && first.monitors.length === 2);
  assert.ok(
    first.incidents.some(({ updates }) => updates.some(({ corrections }) => corrections.length === 1)),
  );
  assert.deepEqual(nameless(second), nameless(first));
});

/** The document with every id replaced by the order in which it comes. */
function nameless(document: TransferDocument) {
  const seen = new Map<string, string>();
  return JSON.parse(
    JSON.stringify({ ...document, source: null }).replace(
      /\b(pag|grp|cmp|mon|inc|mnt|upd|sub)_[0-9a-z]{26}\b/g,
      (id, kind) => {
        if (!seen.has(id)) seen.set(id, `${kind}-${seen.size}`);
        return seen.get(id)!;
      },
    ),
  );
}
