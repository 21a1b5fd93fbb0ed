/** Everything is dead: an update is posted by hand with a kit that was made before, and readers can still prove it. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { SignedCopy } from '@candor/protocol/outside.ts';
import { SignedSnapshot } from '@candor/protocol/snapshot.ts';
import { sha256 } from '#lib/canonical.ts';
import { startObjectStore } from '../mocks/index.ts';
import { startEdge } from '../server/cli/edge/serve.ts';
import { drill } from '../server/cli/fallback/drill.ts';
import { makeKit } from '../server/cli/fallback/kit.ts';
import { type House, inReality, openHouse } from './house.ts';

const run = promisify(execFile);
const MESSAGE = 'Payments fail for all customers since 14:05 UTC. <b>Cards</b> are not charged.';

async function kitOf(house: House) {
  await house.settled();
  const folder = join(house.folder, 'kit');
  const made = await makeKit({
    folder,
    dataFolder: house.folder,
    key: house.app.timeline.key,
    targets: (await house.app.outside.opened()) as never,
    origins: [],
    nowMs: house.clock.nowMs(),
    days: 365,
  });
  const tool = (...args: string[]) =>
    run(process.execPath, [join(folder, 'candor-fallback.mjs'), ...args], { timeout: 60_000 });
  return { folder, made, tool };
}

test('a post by hand is at every target, proven by the delegated key, and the house takes over again afterwards', async (t) => {
  const house = await openHouse(t, { monitors: false, start: new Date().toISOString() });
  const store = await startObjectStore();
  const taker = await startObjectStore({ token: 'a token of this test' });
  t.after(async () => void (await Promise.all([store.close(), taker.close()])));
  const www = join(house.folder, 'copies', 'www');
  const remote = join(house.folder, 'copies', 'remote.git');
  mkdirSync(remote, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  const target = (name: string, place: object) =>
    house.app.outside.create({ name, enabled: true, place, calmSeconds: 60, timeoutSeconds: 20 } as never);
  await target('Folder', { kind: 'folder', path: www });
  await target('Store', {
    kind: 's3',
    endpoint: store.url,
    region: store.region,
    bucket: store.bucket,
    prefix: 'ab/',
    accessKeyId: store.accessKeyId,
    secret: store.secretAccessKey,
  });
  await target('Taker', { kind: 'http-put', url: taker.url, auth: 'bearer', secret: 'a token of this test' });
  await target('Branch', { kind: 'git', remote });
  await inReality(async () =>
    (await house.app.outside.list()).every(({ state }) => state.lastSuccessAt !== null),
  );
  const { folder, tool } = await kitOf(house);
  for (const name of ['key.pem', 'kit.json']) assert.equal(statSync(join(folder, name)).mode & 0o77, 0, name);
  const { publicKey } = house.app.timeline.key;
  // A plain host of the folder, and an edge reader in front of it.
  const host = createServer((request, response) => {
    const file = join(www, request.url === '/' ? 'index.html' : request.url!);
    if (existsSync(file) && statSync(file).isFile()) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    host.closeAllConnections();
    await new Promise((resolve) => host.close(resolve));
  });
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const edge = await startEdge({ origins: [origin], publicKey, port: 0, pollSeconds: 3_600 });
  t.after(() => edge.close());
  await edge.first;
  const page = async () => (await fetch(edge.url)).text();
  assert.match(await page(), /Everything works/);

  await house.app.close();
  const posted = await tool(
    'post',
    '--title',
    'Payments fail',
    '--message',
    MESSAGE,
    '--component',
    'checkout=major_outage',
    '--next',
    '45m',
  );
  assert.match(posted.stdout, /Folder: done\n {2}Store: done\n {2}Taker: done\n {2}Branch: done/);
  await edge.reader.poll();
  const byHand = await page();
  assert.match(byHand, /updated by hand/);
  assert.match(byHand, /Payments fail for all customers since 14:05 UTC\. &#60;b&#62;Cards/);
  assert.match(byHand, /Checkout: <b>major outage/);
  const signed = SignedSnapshot.parse(JSON.parse(await (await fetch(`${edge.url}/snapshot.json`)).text()));
  assert.equal(signed.delegation!.publicKey, signed.publicKey);
  assert.notEqual(signed.publicKey, publicKey);
  const { incidents } = signed.snapshot;
  assert.ok(Date.parse(incidents[0]!.nextUpdateBy!) - Date.parse(signed.snapshot.madeAt) === 45 * 60_000);
  const summary = await (await fetch(`${edge.url}/api/v2/summary.json`)).json();
  assert.equal(summary.incidents[0].name, 'Payments fail');
  for (const [name, file] of [
    ['Store', (path: string) => store.objects.get(`ab/${path}`)?.body],
    ['Taker', (path: string) => taker.objects.get(path)?.body],
    ['Branch', (path: string) => execFileSync('git', ['-C', remote, 'show', `main:${path}`])],
  ] as const) {
    const { copy } = SignedCopy.parse(JSON.parse(file('copy.json')!.toString()));
    for (const document of Object.values(copy.documents))
      assert.equal(sha256(file(document.file)!), document.sha256, name);
  }
  assert.equal(store.objects.has('ab/api/v2/components.json'), false, 'nothing old goes on claiming a state');
  assert.equal(taker.objects.has('summary.json'), false);

  // The next word goes on in the same incident, from the kit alone.
  await tool(
    'post',
    '--phase',
    'resolved',
    '--message',
    'You can pay again since 15:20 UTC.',
    '--component',
    'Checkout=operational',
  );
  await edge.reader.poll();
  assert.match(await page(), /Resolved: Payments fail/);
  assert.match(await page(), /Checkout: <b>operational/);
  const two = SignedSnapshot.parse(JSON.parse(await (await fetch(`${edge.url}/snapshot.json`)).text()));
  assert.equal(two.snapshot.incidents[0]!.updates.length, 2);

  // The house comes back: its page rises over what was posted, and staff see what they have to enter.
  house.clock.jumpTo(Date.now() + 1_000);
  await house.begin();
  await house.settled();
  await inReality(async () => {
    await edge.reader.poll();
    return (await page()).includes('Everything works');
  });
  const posts = JSON.parse(readFileSync(join(folder, 'posted.json'), 'utf8')) as {
    id: string;
    at: string;
    phase: string;
    message: string;
    nextUpdateBy: string | null;
  }[];
  const rows = posts.map(({ id, at, phase, message, nextUpdateBy }) => ({
    id,
    at,
    phase,
    message,
    nextUpdateBy,
  }));
  const { fallback } = house.app.outside;
  assert.equal(await fallback.adopt(rows), 2);
  assert.equal(await fallback.adopt(rows), 0, 'each is taken once');
  const waiting = (await fallback.state()).posts;
  assert.deepEqual(
    waiting.map(({ phase }) => phase),
    ['investigating', 'resolved'],
  );
  await fallback.entered(waiting[0]!.id);
  assert.equal((await fallback.state()).posts.length, 1);
  await assert.rejects(() => fallback.entered(waiting[0]!.id), { code: 'not-found' });
});

test('a drill runs the kit for real, and finds a kit that would not work', async (t) => {
  const house = await openHouse(t, { monitors: false, start: new Date().toISOString() });
  const { folder } = await kitOf(house);
  const { publicKey } = house.app.timeline.key;
  const options = { publicKey, targets: false, nowMs: () => performance.now() };
  const done = await drill(folder, options);
  assert.deepEqual([done.ok, done.detail], [true, 'The page was posted and proven; targets were not tried.']);
  assert.ok(done.durationMs < 20_000);
  assert.equal(existsSync(join(folder, 'posted.json')), false, 'a drill posts nothing');
  assert.match((await drill(folder, { ...options, publicKey: 'another' })).detail, /another installation/);

  const kit = JSON.parse(readFileSync(join(folder, 'kit.json'), 'utf8'));
  const write = (change: object) =>
    writeFileSync(join(folder, 'kit.json'), JSON.stringify({ ...kit, ...change }));
  write({
    targets: [
      { name: 'Gone', place: { kind: 'http-put', url: 'http://127.0.0.1:9/', auth: 'none', username: '' } },
    ],
  });
  const unreached = await drill(folder, { ...options, targets: true });
  assert.deepEqual([unreached.ok, /Gone: failed: /.test(unreached.detail)], [false, true]);
  write({ delegation: { ...kit.delegation, validUntil: '2099-01-01T00:00:00.000Z' } });
  assert.match((await drill(folder, options)).detail, /not proven/);
  writeFileSync(join(folder, 'candor-fallback.mjs'), 'process.exit(3)');
  write({});
  assert.match((await drill(folder, options)).detail, /The tool failed/);
});

test('a wrong word on the command line is answered in a sentence, and nothing is written', async (t) => {
  const house = await openHouse(t, { monitors: false, start: new Date().toISOString() });
  const { folder, tool } = await kitOf(house);
  const out = join(folder, 'out');
  for (const [args, why] of [
    [['post', '--message', 'x', '--folder', out], /needs a --title/],
    [['post', '--title', 'T', '--folder', out], /--message is needed/],
    [['post', '--title', 'T', '--message', 'x', '--phase', 'fine', '--folder', out], /--phase is "fine"/],
    [['post', '--title', 'T', '--message', 'x', '--next', 'soon', '--folder', out], /30m, 2h or 14:30/],
    [
      ['post', '--title', 'T', '--message', 'x', '--component', 'Nope=unknown', '--folder', out],
      /the page has Checkout/,
    ],
    [['post', '--title', 'T', '--message', 'x', '--component', 'Checkout=green', '--folder', out], /states/],
    [['post', '--nonsense'], /nonsense/],
    [['post', '--kit', '/nowhere', '--message', 'x'], /No kit is in/],
  ] as const) {
    const failed = await tool(...args).then(
      () => null,
      (error: { code: number; stderr: string }) => error,
    );
    assert.equal(failed?.code, 1, args.join(' '));
    assert.match(failed.stderr, why);
    assert.doesNotMatch(failed.stderr, /at .*mjs:\d+/);
  }
  assert.equal(existsSync(out), false);
  assert.equal(existsSync(join(folder, 'posted.json')), false);
  await assert.rejects(
    () =>
      makeKit({
        folder: house.folder,
        dataFolder: house.folder,
        key: house.app.timeline.key,
        targets: [],
        origins: [],
        nowMs: 0,
        days: 1,
      }),
    /holds other things/,
  );
});
