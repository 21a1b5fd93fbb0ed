/** "Fully mitigated", and it comes back: the word is challenged within a minute, and a correction in public answers it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scope } from '@candor/protocol/people.ts';
import { type Actor, scopesOf } from '#people';
import { minutes, openHouse, seconds } from './house.ts';

test('a word that the monitors come to contradict is challenged, corrected in public, and asked once', {
  timeout: 180_000,
}, async (t) => {
  const house = await openHouse(t);
  const owner = await house.person('owner@example.com', 'owner');
  const scopes: Scope[] = ['tell:read', 'tell:write', 'respond:read'];
  const maker = { by: `person:${owner.id}`, scopes: scopesOf('owner') } as Actor;
  const { secret: token } = await house.app.people.tokens.make(maker, { name: 'story', scopes });
  const headers = { authorization: `Bearer ${token}` };
  await house.forward(minutes(1));
  house.service.set('500');
  await house.until(async () => (await house.incident())?.firstWordAt != null, minutes(2));
  const { id, startedAt } = (await house.incident())!;
  const at = startedAt.slice(11, 16);
  const say = (phase: string, en: string, more: object = {}) =>
    house.send(
      'POST',
      `/api/v1/incidents/${id}/updates`,
      { phase, text: { en }, holdSeconds: 0, ...more },
      headers,
    );
  const mitigated = `The issue has been fully mitigated. You could not pay since ${at} UTC; this affected everybody. We are watching the database. There is no workaround, and none is needed. We are sorry that you could not pay.`;

  // While it fails it may not be said; the answer says what is known, since when, and how to put it right.
  const refused = await say('monitoring', mitigated);
  assert.equal(refused.status, 422);
  assert.equal(refused.body.code, 'truth.contradiction');
  const [finding] = refused.body.claims;
  assert.equal(finding.level, 'error');
  assert.match(finding.claimed, /fully mitigated/);
  assert.match(finding.known, /Checkout answers fails since 12:0\d UTC/);
  assert.equal(finding.evidence[0].id, house.monitor!.id);
  assert.equal(finding.evidence[0].at, startedAt);
  assert.equal(mitigated.slice(finding.start, finding.end), finding.claimed);
  assert.ok(finding.remedy.length > 10);

  house.service.set('fine');
  await house.until(async () => (await house.incident())?.recoveredAt != null, minutes(3));
  await house.forward(minutes(3));
  const said = await say('monitoring', mitigated);
  assert.equal(said.status, 201, JSON.stringify(said.body));

  house.service.set('500');
  const relapsedMs = house.clock.nowMs();
  await house.until(async () => (await house.incident())!.challenges.length > 0, minutes(1));
  assert.ok(house.clock.nowMs() - relapsedMs <= minutes(1));
  const [challenge] = (await house.incident())!.challenges;
  assert.equal(challenge!.state, 'open');
  assert.equal(challenge!.claim, 'resolved');
  assert.match(challenge!.text, /fully mitigated/);
  assert.match(challenge!.detail, /Checkout answers fails since/);
  const open = await house.send('GET', '/api/v1/challenges', undefined, headers);
  assert.deepEqual(
    open.body.items.map((each: { id: string; incidentId: string }) => [each.id, each.incidentId]),
    [[challenge!.id, id]],
  );
  await house.until(
    () =>
      house.mail
        .inbox()
        .some(
          ({ to, subject }) =>
            to.includes('owner@example.com') && subject.startsWith('Correct what was said'),
        ),
    minutes(1),
  );

  // It goes on failing: nobody is asked the same again within minutes.
  await house.forward(minutes(3));
  assert.equal((await house.incident())!.challenges.length, 1);
  const asked = () =>
    house.mail.inbox().filter(({ subject }) => subject.startsWith('Correct what was said')).length;
  assert.equal(asked(), 1);

  const correction = await house.send(
    'POST',
    `/api/v1/incidents/${id}/updates/${said.body.id}/corrections`,
    {
      text: {
        en: `Correction: the issue was not over. It came back, and you cannot pay. It began at ${at} UTC and affects everybody. We are looking for the cause. There is no workaround yet. We are sorry that you cannot pay.`,
      },
      reason: 'It came back after we had said that it was over.',
    },
    headers,
  );
  assert.equal(correction.status, 201, JSON.stringify(correction.body));
  await house.forward(seconds(1));
  const after = (await house.incident())!;
  assert.equal(after.challenges[0]!.state, 'answered');
  assert.equal(after.challenges[0]!.withUpdateId, said.body.id);
  const view = await house.send('GET', `/api/v1/incidents/${id}`, undefined, headers);
  assert.equal(view.status, 200);
  assert.equal(view.body.challenges[0].state, 'answered');
  await house.until(
    async () =>
      // What was put in is marked word by word.
      /came back, and you cannot pay/.test(
        (await house.page(`/incidents/${id}`)).text.replaceAll(/<[^>]+>/g, ''),
      ),
    minutes(1),
  );
  const page = (await house.page(`/incidents/${id}`)).text;
  assert.match(page, /fully mitigated/, 'what was said stays to be read');
  assert.equal((await house.send('GET', '/api/v1/challenges', undefined, headers)).body.items.length, 0);
  assert.equal(await house.app.timeline.verify(), null);
});
