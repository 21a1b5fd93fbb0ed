/**
 * Statuspage's webhooks from the event to the receiver, read by a receiver that was written after Zulip's: it knows
 * nothing of Candor and takes what it needs by name.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { minutes, openHouse, seconds } from '../../../stories/house.ts';

const FIRST =
  'You cannot pay at the checkout since 12:00 UTC; this affects everybody. We are looking for the cause now. There is no workaround yet. We are sorry that you cannot pay.';

const Text = z.string().min(1);
const Incoming = z.looseObject({
  page: z.looseObject({ status_description: Text }),
  incident: z
    .looseObject({
      name: Text,
      status: Text,
      incident_updates: z.array(z.looseObject({ body: Text })).min(1),
    })
    .optional(),
  component: z.looseObject({ name: Text }).optional(),
  component_update: z.looseObject({ old_status: Text, new_status: Text }).optional(),
});

/** What the receiver would write into its channel. An incident is told by its key, and so is a component. */
function read(body: unknown): string {
  const { page, incident, component, component_update: update } = Incoming.parse(body);
  if (incident)
    return `${incident.name}: ${page.status_description} | ${incident.status} | ${incident.incident_updates[0]!.body.split('\n')[0]}`;
  if (component && update)
    return `${component.name}: ${page.status_description} | ${update.old_status} -> ${update.new_status}`;
  throw new Error('unknown event');
}

test('an endpoint that chose it gets incidents and changes of components, one a POST', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { app, component } = house;
  await app.audience.subscribers.add(
    { carrier: 'webhook', address: `${house.webhooks.url}?statuspage`, format: 'statuspage' },
    'system:test',
  );
  await app.audience.subscribers.add(
    { carrier: 'webhook', address: `${house.webhooks.url}?own` },
    'system:test',
  );
  await house.forward(seconds(10));
  const got = () =>
    house.webhooks.inbox().flatMap(({ path, body }) => (path.endsWith('?statuspage') ? [body] : []));
  assert.deepEqual(got(), [], 'nothing changed, nothing is told');

  const { id } = await app.respond.open(
    {
      title: { en: 'Checkout is not working' },
      severity: 1,
      components: [{ componentId: component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const states = (status: 'major_outage' | 'partial_outage') => [{ componentId: component.id, status }];
  const say = (
    phase: 'investigating' | 'identified',
    status: 'major_outage' | 'partial_outage',
    holdSeconds = 0,
  ) =>
    app.tell.update(
      id,
      { phase, text: { en: FIRST }, components: states(status), holdSeconds },
      'system:test',
    );
  await say('investigating', 'major_outage');
  await house.forward(seconds(5));
  assert.deepEqual(got().map(read).sort(), [
    `Checkout is not working: Major System Outage | investigating | ${FIRST}`,
    'Checkout: Major System Outage | operational -> major_outage',
  ]);
  const [event] = got() as { meta: { unsubscribe: string }; incident: Record<string, unknown> }[];
  // Its own link, and it works.
  const out = new URL(event!.meta.unsubscribe);
  assert.match(out.pathname, /^\/subscribers\/sub_\w+\.[\w-]+\/unsubscribe$/);
  assert.equal((await house.page(out.pathname)).status, 200);

  await app.tell.update(
    id,
    {
      phase: 'identified',
      text: { en: FIRST },
      components: states('partial_outage'),
      holdSeconds: 0,
      notify: false,
    },
    'system:test',
  );
  await house.forward(seconds(5));
  assert.deepEqual(got().map(read).slice(2), [
    'Checkout: Partial System Outage | major_outage -> partial_outage',
  ]);
  // Another process begins where this one ended.
  await house.restart();
  await house.forward(seconds(10));
  assert.equal(got().length, 3, 'a restart is no news');
  await house.app.catalog.components.update(component.id, { manualStatus: 'major_outage' });
  await house.forward(seconds(5));
  assert.equal(read(got().at(-1)), 'Checkout: Major System Outage | partial_outage -> major_outage');
  const own = house.webhooks.inbox().filter(({ path }) => path.endsWith('?own'));
  assert.deepEqual(
    own.map(({ body }) => (body as { type: string }).type),
    ['incident.update.published'],
    'the others get what they always got',
  );

  // A newer status overtakes one that could not be delivered.
  house.webhooks.clear();
  house.webhooks.setFault({ mode: 'status', status: 503 });
  await house.app.catalog.components.update(component.id, { manualStatus: 'degraded_performance' });
  await house.forward(seconds(3));
  await house.app.catalog.components.update(component.id, { manualStatus: 'major_outage' });
  await house.forward(seconds(3));
  house.webhooks.setFault({ mode: 'accept' });
  await house.forward(minutes(1));
  const late = house.webhooks.accepted().filter(({ path }) => path.endsWith('?statuspage'));
  assert.deepEqual(
    late.map(({ body }) => read(body)),
    ['Checkout: Major System Outage | partial_outage -> major_outage'],
  );
});
