import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { minutes, openHouse, seconds } from './house.ts';

const resolvedText = (startedAt: string, recoveredAt: string) =>
  `You have been able to pay again since ${recoveredAt.slice(11, 16)} UTC. Checkout failed for everybody from ${startedAt.slice(11, 16)} UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`;

test('severity 2 on checkout publishes the holding page, posts and tells; recovery says "we are back" and withdraws', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  const { outside, holding, workflows } = house.app;
  const ada = await house.person('ada@shop.example', 'owner');
  await house.app.watch.monitors.update(house.monitor!.id, { opensIncident: 2 }, `person:${ada.id}`);
  await house.subscribe('all@example.com');
  await house.subscribe('enterprise@example.com', { plan: 'enterprise' });
  const folder = join(house.folder, 'copies', 'proxy');
  const place = await outside.create({
    name: 'The proxy',
    enabled: true,
    purpose: 'holding',
    place: { kind: 'folder', path: folder },
    calmSeconds: 3_600,
    timeoutSeconds: 30,
  });
  const set = await holding.sets.create({ name: 'Shop', serviceName: 'Demo Shop' }, `person:${ada.id}`);
  const { id: hook } = await workflows.rules.create(
    {
      name: 'Close the checkout',
      trigger: { kind: 'severity-reached', settings: { severity: 2 } },
      conditions: { componentIds: [house.component.id] },
      actions: [
        {
          kind: 'holding-page',
          settings: { targetId: place.id, setId: set.id, page: 'outage' },
          undo: { when: 'recovery', afterSeconds: 0 },
        },
        { kind: 'post', settings: { carrier: 'email', address: 'press@shop.example' } },
        { kind: 'webhook', settings: { url: house.webhooks.url }, undo: { when: 'recovery' } },
        { kind: 'task', settings: { title: 'Call the payment provider' } },
        { kind: 'staff', settings: { personIds: [ada.id], text: 'Stop the campaign.' } },
      ],
    },
    `person:${ada.id}`,
  );
  await workflows.rules.create(
    {
      name: 'Say that we are back',
      trigger: { kind: 'resolved' },
      actions: [
        {
          kind: 'holding-page',
          settings: { targetId: place.id, setId: set.id, page: 'recovery' },
          undo: { when: 'after', afterSeconds: 60 },
        },
      ],
    },
    `person:${ada.id}`,
  );
  const at = (file: string) => join(folder, file);
  const index = () => (existsSync(at('index.html')) ? readFileSync(at('index.html'), 'utf8') : null);
  const carried = async (done: () => boolean) => {
    await house.until(
      async () => {
        await house.app.outside.quiet();
        return done();
      },
      minutes(3),
      2_000,
    );
  };

  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  await carried(() => index() !== null);
  assert.match(index()!, /<h1>Demo Shop cannot be reached right now<\/h1>/);
  assert.match(index()!, /<h1>Demo Shop ist gerade nicht erreichbar<\/h1>/);
  assert.ok(existsSync(at('closed.html')), 'the proxy closes the site');
  assert.ok(existsSync(at('recovery.html')) && existsSync(at('nginx.conf')), 'all pages lie ready');
  const opened = (await house.incident())!;
  assert.equal(opened.severity, 2);
  // The post waits for the first public word, then goes out once.
  const letters = (to: string) => house.mail.inbox().filter((letter) => letter.to.includes(to));
  await house.until(() => letters('press@shop.example').length > 0, minutes(3), 2_000);
  await house.until(() =>
    house.webhooks.inbox().some(({ body }) => /workflow\.ran/.test(JSON.stringify(body))),
  );
  assert.ok(letters('ada@shop.example').some(({ text }) => /Stop the campaign\./.test(text ?? '')));
  assert.equal((await house.incident())!.tasks.length, 1);

  // A process that ends and begins again does nothing twice.
  await house.restart();
  await house.forward(seconds(40));
  const facts = await house.app.timeline.read({ subject: `incident:${opened.id}` });
  const ran = facts.filter(({ body }) => body.kind === 'workflow.ran');
  assert.equal(ran.length, 5);
  assert.ok(ran.every(({ by, because }) => by === `rule:${hook.replace('_', '-')}` && because !== null));
  assert.equal(facts.filter(({ body }) => body.kind === 'workflow.failed').length, 0);
  assert.equal(letters('press@shop.example').length, 1);

  house.service.set('fine');
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(3), 2_000);
  const recovered = (await house.incident())!;
  await house.app.tell.update(
    recovered.id,
    { phase: 'resolved', text: { en: resolvedText(recovered.startedAt, recovered.recoveredAt!) } },
    `person:${ada.id}`,
  );
  await house.forward(seconds(12));
  await carried(() => /Demo Shop is back/.test(index() ?? ''));
  assert.ok(!existsSync(at('closed.html')), 'the site is open');
  await house.until(() =>
    house.webhooks.inbox().some(({ body }) => /workflow\.undone/.test(JSON.stringify(body))),
  );
  await house.forward(seconds(70));
  await carried(() => index() === null);
  assert.ok(existsSync(at('outage.html')), 'the pages lie ready for the next time');
  const [back, first] = await house.app.workflows.runs({ incidentId: opened.id, limit: 10 });
  assert.equal(back!.ruleName, 'Say that we are back');
  assert.deepEqual(
    first!.steps.map(({ action, state }) => `${action} ${state}`),
    ['holding-page undone', 'post done', 'webhook undone', 'task done', 'staff done'],
  );
  assert.equal(await house.app.timeline.verify(), null);
});
