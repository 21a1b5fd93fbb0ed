/** Rules on a real house: once, taken back, refused where they can never work, and as the dry run said. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { WorkflowRuleInput } from '@candor/protocol/workflows.ts';
import { minutes } from '../../../stories/house.ts';
import { LOOKING, refused, task, world } from './testing.ts';

test('a rule runs once for each incident, again when it comes back, and takes back what it did', {
  timeout: 120_000,
}, async (t) => {
  const house = await world(t);
  const { component, open, runs, say, close, tasksOf } = house;
  const here = { componentIds: [component.id] };
  const once = await house.rule({
    trigger: { kind: 'severity-reached', settings: { severity: 2 } },
    conditions: here,
    actions: [{ ...task('Call the bank'), undo: { when: 'recovery', afterSeconds: 0 } }],
  });
  const off = await house.rule({
    enabled: false,
    trigger: { kind: 'incident-opened' },
    actions: [task('Never')],
  });
  const patient = await house.rule({
    trigger: { kind: 'incident-opened' },
    conditions: { forSeconds: 300 },
    actions: [task('Still so')],
  });
  const quick = await open();
  assert.deepEqual(await tasksOf(quick.id), ['Call the bank']);
  await house.app.respond.changeSeverity(quick.id, { severity: 3, reason: null }, house.by);
  await house.app.respond.changeSeverity(quick.id, { severity: 1, reason: null }, house.by);
  await house.settled();
  assert.deepEqual(await tasksOf(quick.id), ['Call the bank'], 'once');
  await house.jump(minutes(1));
  await close(quick.id);
  assert.deepEqual(await tasksOf(quick.id), ['Call the bank, closed'], 'taken back');
  await house.jump(minutes(6));
  assert.deepEqual(
    (await runs(patient.id)).map(({ steps: [step] }) => step!.state),
    ['skipped'],
  );
  // It comes back: another life of the same incident.
  await say(quick.id, 'investigating', LOOKING);
  assert.deepEqual(await tasksOf(quick.id), ['Call the bank, closed', 'Call the bank']);
  assert.equal((await runs(once.id)).length, 2);

  // Another severity, another component: not set off. What was switched off answers nothing of the past.
  await open({ severity: 3 });
  await open({ components: [] });
  assert.equal((await runs(once.id)).length, 2);
  await house.app.workflows.rules.update(off.id, { enabled: true }, house.by);
  await house.settled();
  assert.deepEqual(await runs(off.id), []);
  assert.deepEqual(
    (await house.app.workflows.rules.versions(off.id)).map(({ version, rule }) => [version, rule.enabled]),
    [
      [2, true],
      [1, false],
    ],
  );
});

test('a rule that can never work is refused with its place, and no secret comes back', {
  timeout: 120_000,
}, async (t) => {
  const house = await world(t);
  const trigger = { kind: 'incident-opened' };
  const action = (kind: string, settings: object, undo?: WorkflowRuleInput['actions'][number]['undo']) => ({
    trigger,
    actions: [{ kind, settings: { ...settings }, ...(undo ? { undo } : {}) }],
  });
  for (const [rule, code, path] of [
    [{ trigger: { kind: 'full-moon' }, actions: [task('x')] }, 'request.invalid', 'trigger.kind'],
    [
      { trigger, conditions: { componentIds: ['cmp_x'] }, actions: [task('x')] },
      'request.invalid',
      'conditions.componentIds.0',
    ],
    [action('dance', {}), 'request.invalid', 'actions.0.kind'],
    [action('task', { title: '' }), 'request.invalid', 'actions.0.settings.title'],
    [
      action('holding-page', { targetId: 'out_x', setId: 'hld_x' }),
      'request.invalid',
      'actions.0.settings.targetId',
    ],
    [action('post', { carrier: 'pigeon', address: 'x' }), 'request.invalid', 'actions.0.settings.carrier'],
    [
      action('post', { carrier: 'email', address: 'nobody' }),
      'request.invalid',
      'actions.0.settings.address',
    ],
    [
      action('post', { carrier: 'email', address: 'a@b.example', text: { en: 'We will be back shortly!' } }),
      'words.blocked',
      'actions.0.settings.text.en',
    ],
    [
      action('staff', { personIds: ['usr_x'], text: 'Look' }),
      'request.invalid',
      'actions.0.settings.personIds.0',
    ],
    [
      action('webhook', { url: 'http://169.254.169.254/latest' }),
      'target.private-address',
      'actions.0.settings.url',
    ],
    [
      action('staff', { personIds: [house.ada.id], text: 'Look' }, { when: 'recovery' }),
      'request.invalid',
      'actions.0.undo.when',
    ],
  ] as [Omit<WorkflowRuleInput, 'name'>, string, string][])
    await assert.rejects(house.rule(rule), refused(code, path), path);
  assert.deepEqual(await house.app.workflows.rules.list(), []);

  // The manual names every kind in its own words.
  const manual = readFileSync(join(import.meta.dirname, '../../../docs/workflows.md'), 'utf8');
  const { triggers, actions } = house.app.workflows.kinds();
  assert.ok(triggers.length > 8 && actions.length > 8);
  for (const { kind, title, summary } of [...triggers, ...actions])
    assert.ok(manual.includes(`| \`${kind}\` | ${title} | ${summary} |`), kind);

  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const made = await house.rule(action('webhook', { url: house.webhooks.url, secret }));
  assert.ok(
    !JSON.stringify(made).includes(secret) &&
      !JSON.stringify(await house.app.workflows.rules.versions(made.id)).includes('v1.'),
  );
  // Sent back as it was shown, the secret stays.
  const { id, version: _, sentence: __, createdAt: ___, updatedAt: ____, ...shown } = made;
  await house.app.workflows.rules.update(id, { ...shown, name: 'Call them' }, house.by);
  await house.open();
  await house.until(() => house.webhooks.inbox().length > 0);
  assert.match(house.webhooks.inbox()[0]!.headers['webhook-signature']!, /^v1,/);
});

test('the dry run says what the real thing does, and when', { timeout: 120_000 }, async (t) => {
  const house = await world(t);
  const rule: WorkflowRuleInput = {
    name: 'Tried',
    trigger: { kind: 'severity-reached', settings: { severity: 1 } },
    conditions: { componentIds: [house.component.id], forSeconds: 60 },
    actions: [{ ...task('Call the bank'), undo: { when: 'recovery', afterSeconds: 120 } }],
  };
  const made = await house.rule(rule);
  const { id } = await house.open();
  await house.jump(minutes(3));
  await house.app.respond.changeSeverity(id, { severity: 1, reason: null }, house.by);
  await house.jump(minutes(1));
  await house.jump(minutes(4));
  await house.close(id);
  await house.jump(minutes(2));
  const { moments } = await house.app.workflows.dryRun({ rule, incidentId: id });
  const [step] = (await house.runs(made.id))[0]!.steps;
  assert.deepEqual(
    moments.map(({ runs, steps }) => [runs, steps[0]?.at, steps[0]?.undoneAt]),
    [[true, step!.doneAt, step!.undoneAt]],
  );
  // The dry run wrote nothing.
  assert.equal((await house.runs(made.id)).length, 1);

  const pretended = await house.app.workflows.dryRun({
    rule: { ...rule, trigger: { kind: 'maintenance-overran' } },
    pretend: { kind: 'maintenance', componentIds: [house.component.id], at: '2026-03-01T10:00:00.000Z' },
  });
  assert.deepEqual(
    pretended.moments.map(({ at, runs }) => [at, runs]),
    [['2026-03-01T10:21:00.000Z', true]],
  );
});
