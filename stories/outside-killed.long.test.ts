/**
 * A real Candor is killed without a word while it copies, again and again; then it is gone for good, and an update is
 * posted by hand. What readers of the copy see is whole at every moment, and an edge process serves it all along.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type OutsideCopy, SignedCopy } from '@candor/protocol/outside.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import { freePort } from '../server/cli/demo/candor.ts';
import { verifySignature } from '../server/timeline/keys.ts';
import { openCandorProcess, until } from './candor-process.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const KILLS = 6;

test('killed in the middle of copies, then gone for good: the page is whole, and goes on by hand', async (t) => {
  const copies = `${process.env['TMPDIR'] ?? '/tmp'}/candor-copies-${process.pid}`;
  const candor = await openCandorProcess(t, { env: { CANDOR_OUTSIDE_FOLDERS: copies } });
  const { rmSync } = await import('node:fs');
  t.after(async () => rmSync(copies, { recursive: true, force: true }));
  const www = join(copies, 'www');
  const made = await candor.ok<OutsideCopy>('POST', '/api/v1/outside-copies', {
    name: 'Folder',
    place: { kind: 'folder', path: www },
  });
  const tried = await candor.ok<OutsideCopy>('POST', `/api/v1/outside-copies/${made.id}/attempt`);
  assert.equal(tried.state.lastError, null);
  const { publicKey } = SignedCopy.parse(JSON.parse(readFileSync(join(www, 'copy.json'), 'utf8')));
  const [page] = (await candor.ok<{ items: { id: string }[] }>('GET', '/api/v1/pages')).items;

  const isWhole = (file: string) => assert.match(readFileSync(join(www, file), 'utf8'), /<\/html>\s*$/, file);
  let lastVersion = 0;
  for (let n = 0; n < KILLS; n++) {
    const changes = (async () => {
      for (let i = 0; i < 20; i++)
        await candor.api('PATCH', `/api/v1/pages/${page!.id}`, { name: `Name ${n}.${i}` }).catch(() => null);
    })();
    await pause(40 + Math.random() * 300);
    await candor.kill();
    await changes;
    for (const file of ['index.html', 'history/index.html', 'de/index.html']) isWhole(file);
    const signed = SignedCopy.parse(JSON.parse(readFileSync(join(www, 'copy.json'), 'utf8')));
    assert.ok(verifySignature(publicKey, canonical(signed.copy), signed.signature));
    assert.ok(signed.copy.version >= lastVersion);
    lastVersion = signed.copy.version;
    candor.begin();
    await candor.ready();
    await until('the copy is whole again', () => {
      const { copy } = SignedCopy.parse(JSON.parse(readFileSync(join(www, 'copy.json'), 'utf8')));
      return (
        copy.version > lastVersion &&
        Object.values(copy.documents).every(
          ({ file, sha256: digest }) => sha256(readFileSync(join(www, file))) === digest,
        )
      );
    });
  }

  const kit = join(copies, 'kit');
  const prepared = await candor.run('fallback', 'prepare', '--out', kit);
  assert.equal(prepared.code, 0, prepared.printed);
  const drilled = await candor.run('fallback', 'drill', '--kit', kit);
  assert.match(drilled.printed, /The drill succeeded in .* every target was reached/);
  const { lastDrill, advice } = await candor.ok<{ lastDrill: { ok: boolean }; advice: null }>(
    'GET',
    '/api/v1/fallback',
  );
  assert.deepEqual([lastDrill.ok, advice], [true, null]);

  // The edge is a process of its own, in front of the house.
  const port = await freePort();
  const began = performance.now();
  const edge = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      MAIN,
      'edge',
      '--origin',
      candor.url,
      '--public-key',
      publicKey,
      '--port',
      String(port),
      '--poll',
      '1',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => edge.once('exit', resolve));
  t.after(async () => {
    edge.kill('SIGTERM');
    await ended;
  });
  const read = async (path = '/') =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      async (answer) => ({ status: answer.status, text: await answer.text() }),
      () => null,
    );
  await until('the edge answers', async () => (await read('/healthz'))?.status !== undefined);
  t.diagnostic(`the edge answered ${Math.round(performance.now() - began)} ms after its start`);
  await until('the edge has the page', async () => (await read())?.status === 200);
  await candor.kill();
  assert.match((await read())!.text, /<!doctype html>/, 'it goes on without the house');

  const tool = spawn(
    process.execPath,
    [
      join(kit, 'candor-fallback.mjs'),
      'post',
      '--title',
      'All is down',
      '--message',
      'Nothing works since noon. We are on it.',
    ],
    {
      stdio: 'ignore',
    },
  );
  assert.equal(await new Promise((resolve) => tool.once('exit', resolve)), 0);
  assert.match(readFileSync(join(www, 'index.html'), 'utf8'), /updated by hand/);
  candor.begin();
  await candor.ready();
  const adopted = await candor.run('fallback', 'adopt', join(kit, 'posted.json'));
  assert.match(adopted.printed, /1 of 1 posts are new here/);
  await until(
    'the house takes the copy back',
    () => !/updated by hand/.test(readFileSync(join(www, 'index.html'), 'utf8')),
  );
});
