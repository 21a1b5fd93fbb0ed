import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTestWeb } from '../web/testing.ts';
import { createDegrade } from './index.ts';

test('the SDK is served to every site, and only the SDK', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-sdk-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'candor.js'), `export const big = '${'x'.repeat(2_000)}';`);
  await writeFile(join(folder, 'notes.txt'), 'not for the public');
  const documents = await createDegrade({ sdkFolder: folder }).publicDocuments();
  assert.deepEqual([...documents.keys()], ['/sdk/candor.js']);

  const world = await createTestWeb({ signIn: false });
  t.after(world.close);
  await world.web.shelf.replace('status', documents);
  const { status, headers } = await world.ask('GET', '/sdk/candor.js', {
    headers: { origin: 'https://app.example.org', 'accept-encoding': 'gzip' },
  });
  assert.equal(status, 200);
  assert.match(headers['content-type']!, /^text\/javascript/);
  assert.equal(headers['content-encoding'], 'gzip');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal((await world.ask('GET', '/sdk/../notes.txt')).status, 404);
});

test('without a build there is nothing to serve, and nothing fails', async () => {
  assert.equal((await createDegrade({ sdkFolder: '/nowhere/at/all' }).publicDocuments()).size, 0);
});
