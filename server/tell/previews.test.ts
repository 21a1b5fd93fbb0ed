/** Over HTTP, where an answer is held against its shape: what is found in words, and in notes for segments, is shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, scopesOf } from '#people';
import { openHouse } from '../../stories/house.ts';

test('previews of updates and of planned work show what is found in words and notes', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { app, component, clock } = house;
  const ada = await house.person('ada@shop.example', 'owner');
  const owner = { by: `person:${ada.id}`, scopes: scopesOf('owner') } as Actor;
  const { secret } = await app.people.tokens.make(owner, { name: 'previews', scopes: ['tell:write'] });
  const ask = async (path: string, body: object) => {
    const answer = await house.send('POST', `/api/v1${path}`, body, { authorization: `Bearer ${secret}` });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as {
      findings: { rule: string }[];
      notes: { segment: string; findings: { rule: string; start: number; end: number }[] }[];
    };
  };
  await house.subscribe('dev@example.org', { segment: 'Developer' });
  const written = '**N.B.** It will be over soon.';
  const segmentNotes = { Developer: { en: written } };
  const { id } = await app.respond.open(
    {
      title: { en: 'Checkout does not answer' },
      severity: 1,
      components: [{ componentId: component.id, status: 'major_outage' }],
    },
    'system:test',
  );
  const at = (hours: number) => new Date(clock.nowMs() + hours * 3_600_000).toISOString();
  const update = { phase: 'investigating', text: { en: 'You cannot pay.' }, segmentNotes };
  const plan = {
    title: { en: 'New database' },
    text: { en: 'We work on it.' },
    componentIds: [component.id],
    scheduledFor: at(2),
    scheduledUntil: at(3),
    segmentNotes,
  };
  for (const seen of [
    await ask(`/incidents/${id}/previews`, update),
    await ask('/maintenances/previews', plan),
  ]) {
    assert.ok(seen.findings.length > 0);
    const [note, ...others] = seen.notes;
    assert.deepEqual([note!.segment, others], ['developer', []]);
    const vague = note!.findings.find(({ rule }) => rule === 'H03')!;
    assert.equal(written.slice(vague.start, vague.end), 'soon', 'places count within the note');
  }
});
