/** A webhook's secret is written once, kept when it comes back as null, and never shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createWorld } from './testing.ts';

const url = 'https://pager.example.org/hook';
const secret = 'a secret of this test';
const withHook = (webhook: object) => ({
  name: 'Default',
  steps: [{ afterSeconds: 60, webhooks: [webhook as { url: string }] }],
});

test('what is shown says that there is a secret, and null keeps it', async (t) => {
  const { respond } = await createWorld(t);
  const { id } = await respond.policies.default();
  const saved = await respond.policies.save(id, withHook({ url, secret }));
  const shown = respond.policies.shown(saved);
  assert.deepEqual(shown.steps[0]!.webhooks, [{ url, secret: null }]);
  await respond.policies.save(id, { name: 'Renamed', steps: shown.steps });
  assert.equal((await respond.policies.get(id)).steps[0]!.webhooks[0]!.secret, secret);
});

test('a secret is not carried to another address', async (t) => {
  const { respond } = await createWorld(t);
  const { id } = await respond.policies.default();
  await respond.policies.save(id, withHook({ url, secret }));
  await assert.rejects(
    respond.policies.save(id, withHook({ url: 'https://elsewhere.example.org/', secret: null })),
    /No secret is stored for the webhook of steps\.0\.webhooks\.0\.secret/,
  );
  assert.equal((await respond.policies.get(id)).steps[0]!.webhooks[0]!.url, url, 'nothing was changed');
});
