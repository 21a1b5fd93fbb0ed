/** The page outside the house: every change goes to all places at once, none waits for another, nothing is ever half. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SignedCopy } from '@candor/protocol/outside.ts';
import { canonical, sha256 } from '#lib/canonical.ts';
import { startObjectStore } from '../mocks/index.ts';
import { verifySignature } from '../server/timeline/keys.ts';
import { type House, inReality, minutes, openHouse, seconds } from './house.ts';

type Test = { after(fn: () => Promise<void>): void };

async function openStoreFor(t: Test, house: House, more: object = {}) {
  const store = await startObjectStore({ now: house.clock.nowMs, ...more });
  t.after(() => store.close());
  return store;
}
const s3Of = (store: Awaited<ReturnType<typeof startObjectStore>>) => ({
  kind: 's3' as const,
  endpoint: store.url,
  region: store.region,
  bucket: store.bucket,
  prefix: '',
  pathStyle: true,
  gzip: false,
  accessKeyId: store.accessKeyId,
  secret: store.secretAccessKey,
});
const input = <P extends object>(name: string, place: P) => ({
  name,
  enabled: true,
  place,
  calmSeconds: 60,
  timeoutSeconds: 20,
});
const git = (...args: string[]) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const copied = (house: House, id: string) =>
  inReality(async () => (await house.app.outside.get(id)).state.lastSuccessAt !== null);
const declare = (house: House) =>
  house.app.respond.open(
    {
      title: { en: 'Payments fail' },
      severity: 2,
      components: [{ componentId: house.component.id, status: 'major_outage' }],
    },
    'system:test',
  );

/** An incident with its first word: the page says so. */
async function open(house: House, incident?: Awaited<ReturnType<typeof declare>>) {
  incident ??= await declare(house);
  const text = { en: 'Payments fail for all customers. We are looking for the cause.' };
  const override = { reason: 'This text is only carried.' };
  await house.app.tell.update(
    incident.id,
    { phase: 'investigating', holdSeconds: 0, text, override },
    'system:test',
  );
  return incident;
}

/** A remote of its own under the allowed folder. */
function bareRemote(house: House) {
  const remote = join(house.folder, 'copies', 'remote.git');
  mkdirSync(remote, { recursive: true });
  git('init', '--quiet', '--bare', '--initial-branch=main', remote);
  return remote;
}

test('a change is at a folder, an object store, a git branch and a PUT receiver, each document proven by the signed list', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const store = await openStoreFor(t, house);
  const taker = await openStoreFor(t, house, { token: 'a token of this test' });
  const folder = join(house.folder, 'copies', 'www');
  const remote = bareRemote(house);
  const targets = await Promise.all([
    house.app.outside.create(input('Folder', { kind: 'folder' as const, path: folder })),
    house.app.outside.create(input('Store', { ...s3Of(store), gzip: true })),
    house.app.outside.create(
      input('Branch', {
        kind: 'git' as const,
        remote,
        branch: 'main',
        folder: '',
        username: 'x',
        knownHosts: '',
        secret: null,
      }),
    ),
    house.app.outside.create(
      input('Taker', {
        kind: 'http-put' as const,
        url: `${taker.url}/www/`,
        auth: 'bearer' as const,
        username: '',
        secret: 'a token of this test',
      }),
    ),
  ]);
  for (const { id } of targets) await copied(house, id);

  const readers: [string, (file: string) => Buffer][] = [
    ['folder', (file) => readFileSync(join(folder, file))],
    ['store', (file) => unpacked(store.objects.get(file)!)],
    ['branch', (file) => execFileSync('git', ['-C', remote, 'show', `main:${file}`])],
    ['taker', (file) => taker.objects.get(`www/${file}`)!.body],
  ];
  const { publicKey } = house.app.timeline.key;
  for (const [name, read] of readers) {
    // The log of history follows the page.
    await inReality(async () => read('copy.json').includes('/log/checkpoint'));
    const signed = JSON.parse(read('copy.json').toString()) as SignedCopy;
    assert.ok(verifySignature(publicKey, canonical(signed.copy), signed.signature), name);
    const documents = Object.entries(signed.copy.documents);
    assert.ok(documents.length > 20, `${name}: ${documents.length} documents`);
    for (const [path, { file, sha256: digest }] of documents)
      assert.equal(sha256(read(file)), digest, `${name} ${path}`);
    for (const path of [
      '/',
      '/history',
      '/feed.rss',
      '/snapshot.json',
      '/api/v2/summary.json',
      '/log/checkpoint',
      '/404',
    ])
      assert.ok(signed.copy.documents[path], `${name} ${path}`);
    assert.match(read('index.html').toString(), /<!doctype html>/);
  }
  assert.equal(store.objects.get('index.html')!.contentType, 'text/html; charset=utf-8');
  assert.equal(store.objects.get('index.html')!.contentEncoding, 'gzip');
  assert.match(store.objects.get('index.html')!.cacheControl, /max-age=0/);
  const puts = store.log.filter((line) => line.startsWith('PUT'));
  assert.deepEqual(
    puts.slice(puts.indexOf('PUT index.html')).slice(0, 3),
    ['PUT index.html', 'PUT snapshot.json', 'PUT copy.json'],
    'the page comes last',
  );

  // A change of content is there at once, without the clock moving.
  const incident = await open(house);
  await house.settled();
  await inReality(() => store.objects.has(`incidents/${incident.id}/index.html`));
  await inReality(() => readFileSync(join(folder, 'index.html'), 'utf8').includes('Payments fail'));
  await inReality(() => taker.objects.get('www/index.html')!.body.includes('Payments fail'));
  await inReality(() => git('-C', remote, 'show', 'main:index.html').includes('Payments fail'));
});

const unpacked = ({ body, contentEncoding }: { body: Buffer; contentEncoding: string | null }) =>
  contentEncoding === 'gzip' ? execFileSync('gzip', ['-dc'], { input: body, maxBuffer: 1e8 }) : body;

test('a calm copy is renewed before it expires, with the documents that changed and no others', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const store = await openStoreFor(t, house);
  const { id } = await house.app.outside.create(input('Store', s3Of(store)));
  await copied(house, id);
  const all = store.objects.size;
  store.log.length = 0;
  for (let n = 0; n < 5; n++) {
    await house.forward(minutes(1));
    await house.app.outside.quiet();
    const { copy } = JSON.parse(store.objects.get('copy.json')!.body.toString()) as SignedCopy;
    assert.ok(Date.parse(copy.validUntil) - house.clock.nowMs() > seconds(50), copy.validUntil);
  }
  const perMinute = store.log.filter((line) => line.startsWith('PUT')).length / 5;
  assert.ok(perMinute < all, `${perMinute} of ${all} documents a minute`);
  assert.ok(!store.log.includes('PUT 404.html'), 'what did not change is not sent again');
});

test('a document that is gone is removed, and a stranger’s file stays', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const folder = join(house.folder, 'copies', 'www');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'robots.txt'), 'mine');
  const { id } = await house.app.outside.create(input('Folder', { kind: 'folder' as const, path: folder }));
  await copied(house, id);
  const path = join(folder, 'de', 'index.html');
  const [page] = await house.app.catalog.pages.list();
  await house.app.catalog.pages.update(page!.id, { locales: ['en', 'de'] });
  await house.settled();
  await inReality(() => existsSync(path));
  await house.restart();
  await house.app.catalog.pages.update(page!.id, { locales: ['en'] });
  await house.settled();
  await inReality(() => !existsSync(path));
  assert.equal(readFileSync(join(folder, 'robots.txt'), 'utf8'), 'mine');
});

test('a hung target, a full one and one that denies delay neither the page nor the target beside them', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const [hung, full, denied, well] = await Promise.all(
    Array.from({ length: 4 }, () => openStoreFor(t, house)),
  );
  hung!.setFault({ mode: 'hang' });
  full!.setFault({ mode: 'full' });
  denied!.setFault({ mode: 'deny' });
  const ids = new Map<string, string>();
  for (const [name, store] of Object.entries({ hung, full, denied, well }))
    ids.set(name, (await house.app.outside.create(input(name, s3Of(store!)))).id);
  await copied(house, ids.get('well')!);
  await open(house);
  await house.settled();
  assert.match((await house.page()).text, /Payments fail/);
  await inReality(() => well!.objects.get('index.html')!.body.includes('Payments fail'));

  const state = async (name: string) => (await house.app.outside.get(ids.get(name)!)).state;
  assert.equal((await state('hung')).copying, true);
  await house.forward(seconds(21));
  await inReality(async () => (await state('hung')).failures > 0);
  assert.match((await state('hung')).lastError!, /longer than 20 s/);
  await inReality(async () => (await state('full')).failures > 0 && (await state('denied')).failures > 0);
  assert.match((await state('full')).lastError!, /507 \(QuotaExceeded\); it is full/);
  assert.match((await state('denied')).lastError!, /403 \(AccessDenied\); its key or token may not/);
  assert.equal((await state('denied')).warning, false, 'not yet');
  for (let n = 0; n < 11; n++) {
    await house.forward(seconds(30));
    await inReality(async () => !(await state('denied')).copying && !(await state('full')).copying);
  }
  assert.equal((await state('denied')).warning, true, 'after five minutes somebody should look');
  assert.equal((await state('well')).warning, false);
  const ready = await house.send('GET', '/readyz');
  assert.equal(ready.status, 200, 'no reader is sent elsewhere because a copy fails');
  assert.match(JSON.stringify(ready.body), /copies outside are failing/);

  for (const store of [hung, full, denied]) store!.setFault({ mode: 'accept' });
  await house.forward(minutes(2));
  for (const name of ['hung', 'full', 'denied'])
    await inReality(async () => {
      await house.forward(seconds(1));
      return (await state(name)).failures === 0;
    });
  assert.ok(hung!.objects.get('index.html')!.body.includes('Payments fail'));
});

test('a target that breaks in the middle keeps its old page, and gets the new one whole', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const store = await openStoreFor(t, house);
  const { id } = await house.app.outside.create(input('Store', s3Of(store)));
  await copied(house, id);
  const incident = await declare(house);
  await house.app.outside.quiet();
  const before = store.objects.get('copy.json')!.body.toString();
  store.setFault({ mode: 'break-after', objects: 3 });
  await open(house, incident);
  await house.settled();
  await inReality(async () => (await house.app.outside.get(id)).state.failures > 0);
  assert.equal(store.objects.get('copy.json')!.body.toString(), before);
  assert.ok(!store.objects.get('index.html')!.body.includes('Payments fail'));
  store.setFault({ mode: 'accept' });
  await inReality(async () => {
    await house.forward(seconds(2));
    return store.objects.get('index.html')!.body.includes('Payments fail');
  });
  await house.app.outside.quiet();
  const { copy } = JSON.parse(store.objects.get('copy.json')!.body.toString()) as SignedCopy;
  for (const { file, sha256: digest } of Object.values(copy.documents))
    assert.equal(sha256(store.objects.get(file)!.body), digest, file);
});

test('others push to the same branch: their commit stays, and the page lies on top of it', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const remote = bareRemote(house);
  const { id } = await house.app.outside.create(
    input('Branch', {
      kind: 'git' as const,
      remote,
      branch: 'main',
      folder: 'status/',
      username: 'x',
      knownHosts: '',
      secret: null,
    }),
  );
  await copied(house, id);
  const clone = join(house.folder, 'clone');
  git('clone', '--quiet', remote, clone);
  writeFileSync(join(clone, 'CNAME'), 'status.example.org');
  // A link in the tree must not lead a writer out of it.
  rmSync(join(clone, 'status', 'history'), { recursive: true });
  symlinkSync('/tmp', join(clone, 'status', 'history'));
  git('-C', clone, 'add', '--all');
  git('-C', clone, '-c', 'user.name=a', '-c', 'user.email=a@b.example', 'commit', '--quiet', '-m', 'theirs');
  git('-C', clone, 'push', '--quiet');
  await open(house);
  await house.settled();
  await inReality(
    () => git('-C', remote, 'show', 'main:status/index.html').includes('Payments fail'),
    15_000,
  );
  assert.equal(git('-C', remote, 'show', 'main:CNAME'), 'status.example.org');
  assert.match(git('-C', remote, 'show', 'main:status/history/index.html'), /doctype/);
  assert.ok(!existsSync('/tmp/index.html'));
  assert.match(git('-C', remote, 'log', '--format=%s', 'main'), /theirs/);
});

test('a clock that is wrong by hours does not keep a copy from an object store', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const store = await startObjectStore({ now: () => house.clock.nowMs() + minutes(180) });
  t.after(() => store.close());
  const { id } = await house.app.outside.create(input('Store', s3Of(store)));
  await copied(house, id);
  assert.ok(store.objects.has('index.html'));
  // Set back by a day, it copies on.
  house.clock.jumpTo(house.clock.nowMs() - minutes(24 * 60));
  await open(house);
  await house.settled();
  await inReality(() => store.objects.get('index.html')!.body.includes('Payments fail'));
});

test('a process that dies in the middle leaves no half page, and the next one makes it whole', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const folder = join(house.folder, 'copies', 'www');
  const { id } = await house.app.outside.create(input('Folder', { kind: 'folder' as const, path: folder }));
  await copied(house, id);
  await open(house);
  await house.kill();
  writeFileSync(join(folder, 'history', '.candor-draft-1-index.html'), 'half');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  assert.match(page, /<\/html>/);
  await house.begin();
  await house.settled();
  await inReality(() => readFileSync(join(folder, 'index.html'), 'utf8').includes('Payments fail'));
  await house.app.outside.quiet();
  const left = readdirSync(folder, { recursive: true }).map(String);
  assert.deepEqual(
    left.filter((name) => name.includes('.candor-draft')),
    [],
  );
});

test('copying goes on while the database is away', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const store = await openStoreFor(t, house);
  store.setFault({ mode: 'deny' });
  const { id } = await house.app.outside.create(input('Store', s3Of(store)));
  await inReality(async () => (await house.app.outside.get(id)).state.failures > 0);
  await house.takeDatabaseAway();
  store.setFault({ mode: 'accept' });
  await house.forward(seconds(3));
  await inReality(() => store.objects.has('copy.json'));
  await house.takeDatabaseBack();
  assert.equal((await house.app.outside.get(id)).state.failures, 0);
});
