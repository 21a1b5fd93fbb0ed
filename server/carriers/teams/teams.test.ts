import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTeams } from '../../../mocks/teams.ts';
import { noteOf } from '../chat/note.ts';
import {
  createChatWorld,
  forAnyWords,
  HOSTILE,
  parts,
  URL_OF_INCIDENT,
  usualFaults,
} from '../chat/testing.ts';
import { bytesOf, messageOf } from './card.ts';

test('Teams: a workflow takes the card', async (t) => {
  const teams = await startTeams();
  t.after(() => teams.close());
  const world = await createChatWorld(t, 'teams');
  const told = await world.tell(parts(), teams.hookUrl);
  assert.equal(told.state, 'accepted', told.lastError ?? '');
  assert.deepEqual(told.receipt, {
    status: 202,
    at: '2026-03-01T10:00:00.000Z',
    run: '08584000000000000000000000000CU00',
  });
  const { attachments } = teams.asked()[0]!.body as { attachments: { content: Record<string, unknown> }[] };
  assert.deepEqual(attachments[0]!.content['actions'], [
    { type: 'Action.OpenUrl', title: 'Read every update', url: URL_OF_INCIDENT },
  ]);
  await usualFaults(world, teams, teams.hookUrl);

  const gone = await world.tell(parts(), teams.otherUrl, { recipient: { id: 'gone' } });
  assert.equal(gone.state, 'suppressed');
  const unsigned = await world.tell(parts(), teams.hookUrl.replace('000001', '000002'), {
    recipient: { id: 'sig' },
  });
  assert.equal(unsigned.state, 'failed');
  assert.doesNotMatch(unsigned.lastError!, /pretend-signature/);
  const told2 = await world.tell(parts(), teams.hookUrl.replace(teams.url, await teams.wrongTls()), {
    recipient: { id: 'tls' },
  });
  assert.equal(told2.state, 'deferred');
  assert.match(told2.lastError!, /self-signed certificate/);

  const { parse } = world.carriers.all.get('teams')!.address;
  assert.deepEqual(parse(teams.hookUrl), { address: teams.hookUrl });
  const connector = parse('https://acme.webhook.office.com/webhookb2/x@y/IncomingWebhook/z/a');
  assert.match('fault' in connector ? connector.fault : '', /retired/);
  for (const bad of [teams.hookUrl.replace('sig=', 'gis='), 'https://example.com/workflows/a?sig=1', 'no'])
    assert.ok('fault' in parse(bad), bad);
});

test('Teams: whatever is said fits, and no function or mark of a text is obeyed', () => {
  const hostile = JSON.stringify(
    messageOf(noteOf({ form: { subject: '', text: '', parts: parts({ body: HOSTILE }) } })),
  );
  assert.doesNotMatch(hostile, /\{\{DATE|javascript:|[^\\]<script/);
  forAnyWords((form) => {
    const message = messageOf(noteOf({ form }));
    assert.ok(bytesOf(message) <= 20_000, String(bytesOf(message)));
    assert.ok(JSON.stringify(message).isWellFormed());
  });
});
