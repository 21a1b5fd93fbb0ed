/**
 * Statuspage's REST API v1 as its clients call it: the addresses, bodies and answers of its documentation and of SDKs
 * that are generated from it, against the whole product over HTTP.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seconds } from '../../../stories/house.ts';
import { FIRST, type World, world } from './testing.ts';

const PLANNED =
  'We move the checkout to a new database, so that payments go through faster. You cannot pay while we do. You do not need to do anything.';

test('an incident from its first word to its end, in JSON and in forms', { timeout: 60_000 }, async (t) => {
  const { house, base, call, form, mails, page, oauth } = await world(t);
  const { component } = house;
  const made = await call('POST', '/incidents', {
    incident: {
      name: 'Checkout is not working',
      status: 'investigating',
      body: FIRST,
      impact_override: null,
      components: { [component.id]: 'major_outage' },
      component_ids: [component.id],
      deliver_notifications: true,
    },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id } = made.body;
  assert.equal(made.body.page_id, page.id);
  assert.deepEqual([made.body.status, made.body.impact], ['investigating', 'critical']);
  assert.equal(made.body.components[0].status, 'major_outage');
  assert.ok(made.body.incident_updates[0].body.startsWith(FIRST));
  await house.settled();
  assert.equal(mails().length, 1, 'subscribers hear of it as of any other');
  assert.equal((await house.page('/api/v2/status.json')).text.includes('Major System Outage'), true);

  // Form-encoded, as the documentation shows it; the template speaks for whoever says nothing.
  const moved = await form('PATCH', `/incidents/${id}`, [
    ['incident[status]', 'identified'],
    ['incident[deliver_notifications]', 'false'],
    [`incident[components][${component.id}]`, 'partial_outage'],
  ]);
  assert.equal(moved.status, 200, JSON.stringify(moved.body));
  assert.equal(moved.body.status, 'identified');
  assert.equal(moved.body.incident_updates.length, 2);
  assert.equal(moved.body.components[0].status, 'partial_outage');
  await house.settled();
  assert.equal(mails().length, 1, 'on the page only');
  const facts = await house.app.timeline.read({ subject: `incident:${id}`, kinds: ['carrier.skipped'] });
  assert.equal(facts.length, 1, 'what did not happen is on record');

  // The same again is no news.
  for (const same of [
    { status: 'identified' },
    {
      name: 'Checkout is not working',
      component_ids: [component.id],
      components: { [component.id]: 'partial_outage' },
    },
  ]) {
    const again = await call('PUT', `/incidents/${id}`, { incident: same });
    assert.equal(again.status, 200);
    assert.equal(again.body.incident_updates.length, 2);
  }

  const corrected = await call(
    'PATCH',
    `/incidents/${id}/incident_updates/${made.body.incident_updates[0].id}`,
    {
      incident_update: { body: FIRST.replace('12:00', '11:58') },
    },
  );
  assert.equal(corrected.status, 200, JSON.stringify(corrected.body));
  assert.match(corrected.body.body, /11:58/);

  const watching = await call('PATCH', `/incidents/${id}`, { incident: { status: 'monitoring' } });
  assert.equal(watching.body.status, 'monitoring', JSON.stringify(watching.body));
  assert.ok(watching.body.monitoring_at);
  await house.forward(seconds(10));
  const over = await call('PATCH', `/incidents/${id}`, {
    incident: { status: 'resolved', name: 'Checkout was down' },
  });
  assert.equal(over.status, 200, JSON.stringify(over.body));
  assert.deepEqual([over.body.status, over.body.name], ['resolved', 'Checkout was down']);
  assert.ok(over.body.resolved_at);
  assert.equal((await call('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } })).status, 200);

  const lists = async (list: string) => (await call('GET', `/incidents${list}`)).body.length;
  assert.equal(await lists(''), 1);
  assert.equal(await lists('.json'), 1);
  assert.equal(await lists('/unresolved'), 0);
  assert.equal(await lists('?page=2'), 0);
  assert.equal(await lists('?q=nothing-like-it'), 0);
  assert.equal((await call('GET', `/incidents/${id}.json`)).body.id, id);
  const gone = await call('DELETE', `/incidents/${id}`);
  assert.equal(gone.status, 422);
  assert.match(gone.body.error[0], /stays/);
  // An answer that was lost is asked for again under its key.
  const keyed = { ...oauth, 'idempotency-key': 'once' };
  const twice = { incident: { name: 'Twice', body: FIRST, components: [component.id] } };
  const [one, two] = [
    await house.send('POST', `${base}/incidents`, twice, keyed),
    await house.send('POST', `${base}/incidents`, twice, keyed),
  ];
  assert.equal(one.status, 201, JSON.stringify(one.body));
  assert.equal(one.body.id, two.body.id);
});

const PARTS: Record<string, (w: World) => Promise<void>> = {
  'what may not be said is refused in its shape, and nothing is left behind': async (w) => {
    const { house, base, call } = w;
    const post = (incident: object) => call('POST', '/incidents', { incident });
    const refused = await post({ name: 'Down', body: 'We apologize for any inconvenience!' });
    assert.equal(refused.status, 422);
    assert.ok(Array.isArray(refused.body.error) && refused.body.error.length > 1);
    assert.match(refused.body.error.at(-1), /metadata\[candor\]\[override\]\[reason\]/);
    assert.deepEqual(await house.app.timeline.incidents({ limit: 5 }), []);

    const signed = await post({
      name: 'Down',
      body: 'We apologize for any inconvenience!',
      metadata: { candor: { override: { reason: 'Legal wants these very words.' } }, mine: { id: 7 } },
    });
    assert.equal(signed.status, 201, JSON.stringify(signed.body));
    const [incident] = await house.app.timeline.incidents({ limit: 5 });
    assert.equal(incident!.overrides[0]!.reason, 'Legal wants these very words.');

    for (const [incident_, field] of [
      [{ body: FIRST }, 'incident.name'],
      [{ name: 'x'.repeat(256) }, 'incident.name'],
      [{ name: 'X', status: 'broken' }, 'incident.status'],
      [{ name: 'X', body: FIRST, components: { cmp_x: 'on fire' } }, 'incident.components'],
      [{ name: 'X', scheduled_for: '2026-03-02 10:00' }, 'incident.scheduled_for'],
      [{ name: 'X', scheduled_for: '2026-03-02T10:00:00Z' }, 'incident.scheduled_until'],
    ] as const) {
      const answer = await post(incident_);
      assert.equal(answer.status, 422, field);
      assert.ok(answer.body.error[0].startsWith(field), answer.body.error[0]);
    }
    const strange = await post({ name: 'X', body: FIRST, component_ids: ['cmp_nothing'] });
    assert.equal(strange.status, 422);
    assert.match(strange.body.error[0], /cmp_nothing/);
    assert.equal((await house.app.timeline.incidents({ limit: 5 })).length, 1);

    const nobody = await house.send('GET', base);
    assert.deepEqual([nobody.status, nobody.body.error], [401, 'Could not authenticate']);
    // A key in the address would stand in every log on the way.
    assert.equal((await house.send('GET', `${base}?api_key=cnd_x`)).status, 401);
    assert.deepEqual((await call('GET', '/nothing')).body.error, 'Not found');
    assert.equal((await house.send('GET', '/v1/pages/pag_other', undefined, {})).status, 401);
    const wrong = await fetch(new URL(`${base}/incidents`, house.app.web.url()), {
      method: 'POST',
      headers: { authorization: `OAuth ${'x'.repeat(20)}`, 'content-type': 'text/csv' },
      body: 'a,b',
    });
    assert.equal(wrong.status, 401);
  },
  'a token does what its scopes say and no more': async (w) => {
    const { house, base, tokenFor } = w;
    const few = await tokenFor(['catalog:read', 'tell:read', 'tell:write']);
    const call = (method: string, path: string, body?: unknown) =>
      house.send(method, `${base}${path}`, body, few);
    assert.equal((await call('GET', '/components')).status, 200);
    assert.equal((await call('POST', '/components', { component: { name: 'X' } })).status, 403);
    assert.equal((await call('GET', '/subscribers')).status, 403);
    const opened = await call('POST', '/incidents', { incident: { name: 'X', body: FIRST } });
    assert.equal(opened.status, 403);
    assert.match(opened.body.error, /respond:write/);
  },
  'planned work is announced, moved, begun, told of, completed; or cancelled': async (w) => {
    const { house, call, mails } = w;
    await house.settled();
    const heard = mails().length;
    const plan = (more: object = {}) =>
      call('POST', '/incidents', {
        incident: {
          name: 'New database',
          status: 'scheduled',
          scheduled_for: '2026-03-01T14:00:00+01:00',
          scheduled_until: '2026-03-01T15:00:00+01:00',
          scheduled_auto_in_progress: true,
          body: PLANNED,
          component_ids: [house.component.id],
          ...more,
        },
      });
    const made = await plan();
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    assert.deepEqual(
      [made.body.status, made.body.impact, made.body.scheduled_for],
      ['scheduled', 'maintenance', '2026-03-01T13:00:00.000Z'],
    );
    await house.settled();
    assert.equal(mails().length, heard + 1);
    assert.equal((await call('GET', '/incidents/upcoming')).body.length, 1);
    const moved = await call('PATCH', `/incidents/${id}`, {
      incident: { scheduled_until: '2026-03-01T14:30:00Z', name: 'A new database' },
    });
    assert.deepEqual(
      [moved.body.scheduled_until, moved.body.name],
      ['2026-03-01T14:30:00.000Z', 'A new database'],
    );
    const later = await call('PATCH', `/incidents/${id}`, {
      incident: { scheduled_for: '2026-03-01T13:10:00Z', scheduled_until: '2026-03-01T14:30:00Z' },
    });
    assert.equal(later.body.scheduled_for, '2026-03-01T13:10:00.000Z');
    const begun = await call('PATCH', `/incidents/${id}`, {
      incident: { status: 'in_progress', deliver_notifications: false },
    });
    assert.equal(begun.body.status, 'in_progress');
    assert.equal((await call('GET', '/incidents/active_maintenance')).body.length, 1);
    const words = 'The new database answers. You cannot pay until 14:30 UTC. You do not need to do anything.';
    const told = await call('PATCH', `/incidents/${id}`, { incident: { body: words } });
    assert.equal(told.status, 200, JSON.stringify(told.body));
    assert.ok(told.body.incident_updates[0].body.startsWith(words));
    const done = await call('PATCH', `/incidents/${id}`, { incident: { status: 'completed' } });
    assert.equal(done.body.status, 'completed');
    assert.equal(
      (await call('PATCH', `/incidents/${id}`, { incident: { status: 'completed' } })).status,
      200,
    );
    const late = await call('PATCH', `/incidents/${id}`, { incident: { body: words } });
    assert.equal(late.status, 422);
    const other = await plan({ deliver_notifications: false });
    const before = mails().length;
    assert.equal((await call('DELETE', `/incidents/${other.body.id}`)).body.status, 'completed');
    await house.settled();
    assert.equal(mails().length, before, 'who was told of nothing needs not hear that it is off');
    assert.equal((await plan({ component_ids: [] })).body.error[0].startsWith('incident.components'), true);
  },
  'a backfilled incident stands in the past and reaches nobody': async (w) => {
    const { house, call, mails } = w;
    await house.settled();
    const heard = mails().length;
    const body =
      'You have been able to pay again since 11:00 UTC. Checkout failed for everybody from 10:00 UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.';
    const made = await call('POST', '/incidents', {
      incident: {
        name: 'It was down',
        backfilled: true,
        backfill_date: '2026-02-20',
        body,
        impact_override: 'major',
      },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.deepEqual(
      [made.body.backfilled, made.body.status, made.body.impact, made.body.created_at],
      [true, 'resolved', 'major', '2026-02-20T00:00:00.000Z'],
    );
    await house.forward(seconds(10));
    assert.equal(mails().length, heard);
    const incident = (await house.app.timeline.incident(made.body.id))!;
    assert.deepEqual([incident.promise, incident.promises], [null, []]);
    assert.match((await house.page('/history')).text, /It was down/);
    const future = await call('POST', '/incidents', {
      incident: { name: 'X', backfill_date: '2027-01-01', body },
    });
    assert.equal(future.status, 422);
  },
  'components, groups and subscribers: made, listed by pages, changed, gone': async (w) => {
    const { house, base, call, oauth, page } = w;
    const pages = await house.send('GET', '/v1/pages', undefined, oauth);
    assert.deepEqual(
      pages.body.map(({ id }: { id: string }) => id),
      [page.id],
    );
    assert.equal((await call('GET', '')).body.time_zone, 'UTC');
    assert.equal((await house.send('GET', `${base}.json`, undefined, oauth)).status, 200);

    const api = await call('POST', '/components', {
      component: { name: 'Öffentliche API', status: 'degraded_performance', description: 'For programs' },
    });
    assert.equal(api.status, 201, JSON.stringify(api.body));
    assert.equal(api.body.status, 'degraded_performance');
    const twin = await call('POST', '/components', { component: { name: 'Öffentliche API' } });
    assert.equal(twin.status, 201, 'a name may come twice, as there');
    const fixed = await call('PATCH', `/components/${api.body.id}`, { component: { status: 'operational' } });
    assert.equal(fixed.body.status, 'operational');
    const group = await call('POST', '/component-groups', {
      component_group: { name: 'Programs', components: [api.body.id] },
    });
    assert.deepEqual([group.status, group.body.components], [201, [api.body.id]]);
    const wider = await call('PUT', `/component-groups/${group.body.id}`, {
      component_group: { components: [twin.body.id] },
    });
    assert.deepEqual(wider.body.components, [twin.body.id]);
    assert.equal((await call('GET', `/components/${twin.body.id}`)).body.group_id, group.body.id);
    const bad = await call('POST', '/component-groups', {
      component_group: { name: 'X', components: ['cmp_x'] },
    });
    assert.equal(bad.status, 422);
    assert.equal((await call('GET', '/component-groups')).body.length, 1);
    assert.equal((await call('DELETE', `/component-groups/${group.body.id}`)).status, 200);
    assert.equal((await call('DELETE', `/components/${twin.body.id}`)).status, 204);
    const firstTwo = [
      (await call('GET', '/components?per_page=1')).body,
      (await call('GET', '/components?per_page=1&page=2')).body,
    ];
    assert.equal(new Set(firstTwo.flat().map(({ id }: { id: string }) => id)).size, 2);
    assert.equal((await call('GET', '/components?per_page=1000')).status, 422);

    const asked = await call('POST', '/subscribers', { subscriber: { email: 'new@example.com' } });
    assert.equal(asked.status, 201, JSON.stringify(asked.body));
    await house.settled();
    assert.match(house.mail.inbox().find(({ to }) => to.includes('new@example.com'))!.subject, /Confirm/);
    assert.equal((await call('GET', '/subscribers')).body.length, 1, 'active ones only, as there');
    assert.equal((await call('GET', '/subscribers?state=unconfirmed')).body[0].id, asked.body.id);
    const hook = await call('POST', '/subscribers', {
      subscriber: {
        endpoint: house.webhooks.url,
        email: 'ops@example.com',
        component_ids: [house.component.id],
      },
    });
    assert.deepEqual([hook.body.mode, hook.body.components], ['webhook', [house.component.id]]);
    assert.equal('secret' in hook.body, false);
    const narrowed = await call('PATCH', `/subscribers/${hook.body.id}`, { component_ids: [api.body.id] });
    assert.deepEqual(narrowed.body.components, [api.body.id]);
    // Generated clients state the type of the body that a DELETE does not have.
    const removed = await fetch(new URL(`${base}/subscribers/${hook.body.id}`, house.app.web.url()), {
      method: 'DELETE',
      headers: { ...oauth, 'content-type': 'application/json' },
    });
    assert.equal(removed.status, 200);
    assert.equal((await call('GET', '/subscribers/unsubscribed')).body[0].id, hook.body.id);
    assert.deepEqual((await call('GET', '/subscribers/histogram_by_state')).body.email, {
      active: 1,
      unconfirmed: 1,
      quarantined: 0,
      total: 2,
    });
    assert.equal((await call('GET', '/subscribers/count')).body.email, 1);
    assert.equal((await call('GET', '/subscribers?state=all&type=webhook')).body.length, 1);
    assert.equal(
      (await call('POST', '/subscribers', { subscriber: { phone_number: '+4912345' } })).status,
      422,
    );
    assert.equal((await call('POST', `/subscribers/${asked.body.id}/resend_confirmation`)).status, 201);
  },
};

test('the rest of it, one part after another in one house', { timeout: 120_000 }, async (t) => {
  const shared = await world(t);
  for (const [name, run] of Object.entries(PARTS)) await t.test(name, () => run(shared));
});
