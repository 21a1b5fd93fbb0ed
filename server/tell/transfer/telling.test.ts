/** Holding sets and rules move with the rest: with what they name, switched off, without secrets, once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minutes, openHouse } from '../../../stories/house.ts';

test('holding sets and rules go from one Candor to another', { timeout: 120_000 }, async (t) => {
  const from = await openHouse(t, { monitors: false });
  const to = await openHouse(t, { monitors: false });
  const ada = await from.person('ada@shop.example', 'owner');
  const by = `person:${ada.id}`;
  const { sets } = from.app.holding;
  const set = await sets.create({ name: 'Shop', serviceName: 'Demo Shop', links: [] }, by);
  const s3 = {
    kind: 's3' as const,
    endpoint: 'https://s3.example',
    bucket: 'pages',
    accessKeyId: 'KEY',
    secret: 'hidden key',
    region: 'eu-1',
    prefix: '',
    pathStyle: true,
    gzip: false,
  };
  const place = {
    name: 'Proxy',
    purpose: 'holding' as const,
    enabled: false,
    calmSeconds: 60,
    timeoutSeconds: 60,
  };
  const { id: targetId } = await from.app.outside.create({ ...place, place: s3 });
  const here = { componentIds: [from.component.id] };
  const trigger = { kind: 'severity-reached', settings: { severity: 2 } };
  const page = { kind: 'holding-page', settings: { targetId, setId: set.id, page: 'outage' } };
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const hook = { kind: 'webhook', settings: { url: from.webhooks.url, secret } };
  const { rules } = from.app.workflows;
  await rules.create({ name: 'Close the checkout', trigger, conditions: here, actions: [page, hook] }, by);
  await rules.create(
    {
      name: 'Call Ada',
      trigger,
      actions: [{ kind: 'staff', settings: { personIds: [ada.id], text: 'Look' } }],
    },
    by,
  );
  const document = await from.app.transfer.export({ subscribers: false }, by);
  const text = JSON.stringify(document);
  assert.ok(!text.includes('whsec_') && !text.includes('"v1.') && !text.includes('ada@'), text);
  assert.ok(document.leftOut.some(({ what }) => what === 'secrets of webhooks that rules call'));

  const options = { open: false, startMonitors: false };
  const plan = () => to.app.transfer.plan(document, options, 'system:test');
  const left = async (id: string) =>
    (await to.app.transfer.items(id, { action: 'left_out', limit: 50 })).items.map(({ title, detail }) => ({
      title,
      detail,
    }));
  const without = await plan();
  assert.match(JSON.stringify(await left(without.id)), /no place for holding pages \\"Proxy\\" here/);
  await to.app.outside.create({ ...place, place: s3 });
  const planned = await plan();
  assert.deepEqual(planned.counts.holdingSets, { create: 1 });
  await to.app.transfer.apply(planned.id, 'system:test');
  await to.settled();
  const report = await to.app.transfer.get(planned.id);
  assert.equal(report.state, 'applied', report.error ?? '');
  assert.deepEqual(report.done?.workflows, { create: 1, left_out: 1 });
  const [rule, ...others] = await to.app.workflows.rules.list();
  assert.equal(others.length, 0);
  const [shop] = await to.app.holding.sets.list();
  assert.deepEqual([shop!.name, shop!.serviceName], ['Shop', 'Demo Shop']);
  assert.equal(rule!.enabled, false);
  assert.equal(rule!.actions[0]!.settings['setId'], shop!.id);
  const known = (await to.app.catalog.components.list()).map(({ id }) => id);
  assert.ok(known.includes(rule!.conditions.componentIds[0]!));

  // The same again brings nothing, and what was changed here stays.
  await to.app.workflows.rules.update(rule!.id, { enabled: true, name: 'Ours' }, 'system:test');
  await to.forwardAlone(minutes(1));
  const again = await plan();
  assert.deepEqual(
    [again.counts.holdingSets, again.counts.workflows],
    [{ same: 1 }, { same: 1, left_out: 1 }],
  );
});
