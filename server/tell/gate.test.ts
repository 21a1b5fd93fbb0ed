import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { TruthFinding } from '@candor/protocol/tell.ts';
import type { KnownMonitor } from '#words';
import { createWorld, identified, seconds } from './testing.ts';

/** A world whose monitors the test moves by hand; the incident is about Checkout. */
async function world(t: TestContext) {
  const monitors: KnownMonitor[] = [];
  const reports: { id: string; at: string; componentId: string | null }[] = [];
  const w = await createWorld(t, { measured: { monitors: () => monitors, reports: async () => reports } });
  const id = await w.open();
  const { startedAt } = await w.get(id);
  await w.forward(seconds(120));
  const look = (name: string, change: Partial<KnownMonitor> = {}, componentId = w.component.id) => {
    const at = monitors.findIndex((each) => each.name === name);
    const monitor: KnownMonitor = {
      id: w.monitorId(name),
      name,
      componentId,
      verdict: 'up',
      stale: false,
      failingSince: change.verdict === 'down' ? startedAt : null,
      doubtedAt: null,
      lastAt: w.clock.now(),
      detail: 'answered 500',
      intervalSeconds: 30,
      ...change,
    };
    monitors.splice(at < 0 ? monitors.length : at, at < 0 ? 0 : 1, monitor);
  };
  const say = (en: string, more: object = {}, by = 'system:test') =>
    w.tell.update(
      id,
      { phase: 'identified', text: { en: `${en} ${identified(startedAt)['en']}` }, holdSeconds: 0, ...more },
      by,
    );
  const truthOf = async (en: string, more: object = {}) =>
    (
      await w.tell.preview(id, {
        phase: 'identified',
        text: { en: `${en} ${identified(startedAt)['en']}` },
        ...more,
      })
    ).truth;
  const refusal = async (run: Promise<unknown>) => {
    const error = await run.then(
      () => assert.fail('it was let through'),
      (thrown: { code: string; extra: { claims: TruthFinding[]; sign: string[] } }) => thrown,
    );
    assert.equal(error.code, 'truth.contradiction');
    return error.extra;
  };
  return { ...w, id, startedAt, look, say, truthOf, refusal, reports };
}

test('an override signs exactly what was found in exactly this text, and is a fact that says so', async (t) => {
  const w = await world(t);
  w.look('EU', { verdict: 'down' });
  w.look('US', { verdict: 'down' });
  const { claims, sign } = await w.refusal(w.say('Customers in the EU are not affected.'));
  assert.equal(sign.length, 1);
  const [finding] = claims;
  assert.equal(finding!.kind, 'scope');
  assert.match(finding!.known, /EU fails since 10:00 UTC: answered 500/);
  assert.deepEqual(finding!.evidence, [{ kind: 'monitor', id: w.monitorId('EU'), at: w.startedAt }]);
  const reason = 'The monitor of the EU asks a server that is gone.';
  // Signed for one text, it lets no other through, and no other finding.
  await w.refusal(
    w.say('Customers in the EU are not affected. Customers in the US are not affected.', {
      override: { reason, findings: sign },
    }),
  );
  await w.refusal(w.say('The EU is not affected.', { override: { reason, findings: sign } }));
  assert.deepEqual(await w.kinds(w.id), ['incident.opened']);
  await w.say('Customers in the EU are not affected.', { override: { reason, findings: sign } });
  const [fact] = await w.timeline.read({ subject: `incident:${w.id}`, kinds: ['gate.overridden'] });
  const { body } = fact!;
  assert.ok(body.kind === 'gate.overridden');
  assert.deepEqual(body.findings, sign);
  assert.match(body.digest!, /^[0-9a-f]{64}$/);
  assert.match(body.claims[0]!, /EU are not affected.*while EU fails/);
  const incident = await w.get(w.id);
  assert.equal(incident.overrides[0]!.updateId, incident.updates[0]!.id);
  assert.equal(incident.overrides[0]!.by, 'system:test');
});

test('what comes up within the hold was signed by nobody', async (t) => {
  const w = await world(t);
  w.look('EU', { verdict: 'down' });
  w.look('US');
  const text = 'Customers in the EU are not affected. Customers in the US are not affected.';
  const override = { reason: 'The monitor of the EU asks a server that is gone.' };
  await w.say(text, { override, holdSeconds: 10 });
  await w.forward(seconds(5));
  w.look('US', { verdict: 'down' });
  await w.forward(seconds(10));
  assert.equal((await w.get(w.id)).updates.length, 0);
  const [skipped] = await w.timeline.read({ subject: `incident:${w.id}`, kinds: ['carrier.skipped'] });
  assert.match(JSON.stringify(skipped!.body), /was not signed.*US fails/);
});

test('a finding has the same id however its text is asked about, and until it goes out', async (t) => {
  const w = await world(t);
  w.look('EU', { verdict: 'down' });
  const en = `Customers in the EU are not affected. ${identified(w.startedAt)['en']}`;
  const de = 'Kunden in der EU sind nicht betroffen. Wir starten eine andere Datenbank.';
  const components = [{ componentId: w.component.id, status: 'operational' as const }];
  const errorsOf = async (text: Record<string, string>) =>
    (await w.tell.preview(w.id, { phase: 'identified', text, components })).truth
      .filter(({ level }) => level === 'error')
      .map(({ id }) => id);
  const both = await errorsOf({ en, de });
  assert.equal(new Set(both).size, 3, 'a field and a sentence in each language');
  assert.deepEqual(
    new Set([...(await errorsOf({ en })), ...(await errorsOf({ de }))]),
    new Set(both),
    'asked in one language or in both',
  );
  // An hour later it promises another time, which nobody has to sign again.
  const publishAt = new Date(w.clock.nowMs() + seconds(3_600)).toISOString();
  const override = { reason: 'The monitor of the EU asks a server that is gone.', findings: both };
  await w.tell.update(
    w.id,
    { phase: 'identified', text: { en, de }, components, publishAt, override },
    'system:test',
  );
  await w.forward(seconds(3_601));
  assert.equal((await w.get(w.id)).updates.at(-1)?.origin, 'person');
});

test('a preview says in which language each thing is found', async (t) => {
  const w = await world(t);
  w.look('EU', { verdict: 'down' });
  const text = { en: 'Customers in the EU are not affected.', de: 'Wir sind bald fertig!' };
  const components = [{ componentId: w.component.id, status: 'operational' as const }];
  const { findings } = await w.tell.preview(w.id, { phase: 'identified', text, components });
  const places = new Set(findings.map(({ rule, locale }) => `${rule} ${locale}`));
  for (const place of ['H06 null', 'H06 en', 'T04 de', 'T01 en', 'T01 de'])
    assert.ok(places.has(place), place);
});

test('who may sign is a setting; what readers see of it is another', async (t) => {
  const w = await world(t);
  w.look('EU', { verdict: 'down' });
  const ada = await w.person('ada');
  const override = { reason: 'The monitor of the EU asks a server that is gone.' };
  const text = 'The EU is not affected.';
  await w.settings.set({ overrideRoles: ['owner', 'admin'], overrideByTokens: false });
  await assert.rejects(w.say(text, { override }, `person:${ada.id}`), {
    code: 'auth.forbidden',
    message: /owner, admin; you are responder/,
  });
  await assert.rejects(w.say(text, { override }, `token:${w.ids.next('tok')}`), { code: 'auth.forbidden' });
  await w.settings.set({ overrideRoles: ['responder'], overridesShown: 'sentence' });
  await w.say(text, { override }, `person:${ada.id}`);
  const [update] = (await w.get(w.id)).updates;
  assert.match(update!.text['en']!, /Our monitors did not confirm all of this when it was published\.$/);
});

test('what is stale or missing is not known, which warns and does not block', async (t) => {
  const w = await world(t);
  const search = await w.catalog.components.create({ slug: 'search', name: { en: 'Search', de: 'Suche' } });
  const mail = await w.catalog.components.create({ slug: 'mail', name: { en: 'Newsletter' } });
  w.look('Search', { verdict: 'unknown', stale: true, lastAt: '2026-03-01T09:00:00.000Z' }, search.id);
  const [stale] = await w.truthOf('Search is not affected.');
  assert.equal(stale!.level, 'warning');
  assert.match(stale!.known, /it is not known: no check of Search since 09:00 UTC/);
  const [missing] = await w.truthOf('Newsletter is not affected.');
  assert.match(missing!.known, /it is not known: no monitor looks at/);
  assert.ok(mail.id);
  await w.say('Search is not affected.');
  // A component that is set to operational by a monitor that nobody hears of.
  const [set] = await w.truthOf('', { components: [{ componentId: search.id, status: 'operational' }] });
  assert.equal(set!.kind, 'component');
  assert.equal(set!.level, 'warning');
});

test('readers, the policy of estimates, doubt and quiet are known too', async (t) => {
  const w = await world(t);
  w.look('Front door', { verdict: 'down' });
  w.reports.push({ id: 'rpt_1', at: w.clock.now(), componentId: w.component.id });
  assert.deepEqual(
    (await w.truthOf('We have not received any reports.')).map(({ kind }) => kind),
    ['reports'],
  );
  const denials = {
    de: 'Uns liegen keine Berichte vor.',
    fr: 'Nous n’avons reçu aucun signalement.',
    es: 'No hemos recibido ningún aviso.',
    pt: 'Não recebemos nenhum relato.',
    ja: 'お客様からの報告はありません。',
  };
  for (const [locale, text] of Object.entries(denials)) {
    const { truth } = await w.tell.preview(w.id, { phase: 'identified', text: { [locale]: text } });
    assert.deepEqual(
      truth.map(({ kind }) => kind),
      ['reports'],
      locale,
    );
  }
  assert.deepEqual(await w.truthOf('We expect it to be fixed by 16:00 UTC.'), []);
  await w.settings.set({ estimateNeedsRange: true });
  assert.deepEqual(
    (await w.truthOf('We expect it to be fixed by 16:00 UTC.')).map(({ kind }) => kind),
    ['estimate'],
  );
  await w.record({
    subject: `incident:${w.id}`,
    by: 'rule:open-on-failure',
    body: {
      kind: 'symptom.joined',
      monitorId: w.monitorId('Front door'),
      monitorName: 'Front door',
      componentId: w.component.id,
      status: 'major_outage',
      failedAt: w.startedAt,
      detail: 'answered 500',
    },
  });
  await w.record({
    subject: `incident:${w.id}`,
    by: 'rule:open-on-failure',
    body: { kind: 'symptom.cleared', monitorId: w.monitorId('Front door'), recoveredAt: w.clock.now() },
  });
  w.look('Front door', { doubtedAt: w.clock.now() });
  const resolved = async () =>
    (await w.truthOf('', { phase: 'resolved' })).find(({ claimed }) => claimed === 'resolved');
  assert.match((await resolved())!.known, /the last check of Front door failed at .* being confirmed/);
  w.look('Front door');
  assert.equal((await resolved())!.level, 'warning', 'good for no longer than two checks');
  await w.settings.set({ quietSeconds: 300 });
  assert.equal((await resolved())!.level, 'error');
  await w.forward(seconds(301));
  assert.equal(await resolved(), undefined);
});

test('a language that nobody reads is judged by its fields, never by its words', async (t) => {
  const w = await world(t);
  w.look('Front door', { verdict: 'down' });
  const text = { en: identified(w.startedAt)['en']!, pl: 'Wszystko działa normalnie.' };
  const said = { phase: 'identified' as const, text };
  assert.deepEqual((await w.tell.preview(w.id, said)).truth, []);
  const [closing] = (await w.tell.preview(w.id, { ...said, phase: 'resolved' })).truth;
  assert.equal(closing!.claimed, 'resolved');
  assert.equal(closing!.locale, null);
});
