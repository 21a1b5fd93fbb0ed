/** What a composer opens with may be sent as it is, and what each channel shows is what it would get. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, identified, seconds } from './testing.ts';

test('the phase that follows comes from the facts, and its text may be sent as it is', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const said = async () => {
    const { phase, phases, nextUpdateBy } = await w.tell.suggest(id);
    assert.ok(phase);
    const { kind, text } = phases[phase];
    assert.doesNotMatch(text['en']!, /Next word by/, 'publishing adds the promise');
    const { blocked, findings } = await w.tell.preview(id, { phase, text });
    assert.equal(blocked, null, JSON.stringify(findings));
    await w.tell.update(id, { phase, text, holdSeconds: 0 }, 'system:test');
    assert.ok(
      (await w.get(id)).updates.at(-1)!.text['en']!.includes(nextUpdateBy.slice(11, 16)) ||
        phase === 'resolved',
    );
    await w.forward(seconds(90));
    return `${phase} ${kind}`;
  };
  const text = {
    en: 'Choose invoice at the checkout.',
    de: 'Wählen Sie bis dahin die Zahlung auf Rechnung.',
  };
  await w.respond.workaround(id, { text }, 'system:test');
  assert.match((await w.tell.suggest(id)).phases.investigating.text['en']!, /Choose invoice at the checkout/);
  assert.equal(await said(), 'investigating update');
  assert.equal(await said(), 'investigating no_change');
  const monitor = w.monitorId('door');
  const because = w.component.id;
  await w.record({
    subject: `incident:${id}`,
    by: 'system:test',
    body: {
      kind: 'symptom.joined',
      monitorId: monitor,
      monitorName: 'Front door',
      componentId: because,
      status: 'major_outage',
      failedAt: w.clock.now(),
      detail: 'answered 500',
    },
  });
  const recover = () =>
    w.record({
      subject: `incident:${id}`,
      by: 'system:test',
      body: { kind: 'symptom.cleared', monitorId: monitor, recoveredAt: w.clock.now() },
    });
  assert.equal(await said(), 'investigating no_change');
  await recover();
  assert.equal(await said(), 'monitoring update');
  assert.equal(await said(), 'resolved update');
  assert.equal((await w.tell.suggest(id)).phase, null, 'there is nothing to tell');
  const { phases } = await w.tell.suggest(id);
  assert.equal(phases.identified.kind, 'relapse');
});

test('a first word that comes late says sorry too, in each language, and once', async (t) => {
  const w = await createWorld(t);
  const id = await w.open({ severity: 2, status: 'operational' });
  const { phases } = await w.tell.suggest(id);
  assert.match(phases.identified.text['en']!, /We are sorry that you cannot use Checkout as usual\.$/);
  assert.match(phases.monitoring.text['de']!, /tut uns leid, dass Sie .+ konnten\.$/);
  for (const phase of ['investigating', 'identified', 'monitoring', 'resolved'] as const) {
    const { findings, blocked } = await w.tell.preview(id, { phase, text: phases[phase].text });
    assert.equal(blocked, null, phase);
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'T05'),
      [],
    );
  }
});

test('each channel shows what it would get, counted by its own rule', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { startedAt } = await w.get(id);
  const input = {
    phase: 'identified' as const,
    text: { ...identified(startedAt), de: 'Sie können derzeit nicht bezahlen. 👨‍👩‍👧 שלום' },
    nextUpdateBy: new Date(w.clock.nowMs() + seconds(1_800)).toISOString(),
    timeZone: 'Europe/Berlin',
  };
  const shown = await w.tell.previewMessages(id, input);
  assert.deepEqual(
    shown.map(({ locale }) => locale),
    ['en', 'de'],
  );
  for (const { locale, page, carriers } of shown) {
    assert.ok(
      page.text.includes(locale === 'en' ? 'We know the cause' : 'derzeit nicht bezahlen. 👨‍👩‍👧 שלום'),
    );
    const of = (name: string) => carriers.find((carrier) => carrier.name === name)!;
    assert.equal(of('x').texts[0]!.measure.limit, 280);
    assert.equal(of('bluesky').texts[0]!.measure.limit, 300);
    assert.equal(of('mastodon').texts[0]!.measure.limit, 500);
    for (const { texts, title } of carriers)
      for (const { text, measure } of texts) {
        assert.ok(text.trim(), title);
        assert.ok(
          measure.limit === null || measure.used <= measure.limit,
          `${title}: ${JSON.stringify(measure)}`,
        );
      }
    assert.match(of('email').texts[0]!.text, locale === 'en' ? /11:30|10:30/ : /bezahlen/);
  }
  assert.match(shown[0]!.carriers.find(({ name }) => name === 'sms')!.texts[0]!.measure.unit, /GSM/);
  assert.deepEqual(await w.kinds(id), ['incident.opened'], 'nothing was written');
});

test('what users meet may be a page long in an import, and the house still speaks', async (t) => {
  const w = await createWorld(t);
  const id = await w.open();
  const { title } = await w.get(id);
  await w.respond.retitle(id, { title, impact: { en: 'You cannot pay. '.repeat(1_500) } }, 'system:import');
  for (const { text } of Object.values((await w.tell.suggest(id)).phases))
    assert.ok(text['en']!.length < 5_000);
  assert.match((await w.tell.suggest(id)).phases.investigating.text['en']!, /You cannot pay\..*…/s);
});
