/** The page without its house: an edge reader over several origins that vanish, lie, go back or are only folders. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { SignedCopy } from '@candor/protocol/outside.ts';
import { canonical } from '#lib/canonical.ts';
import { startEdge } from '../server/cli/edge/serve.ts';
import { workerFile } from '../server/cli/edge/worker-file.ts';
import { openSigningKey, rotateSigningKey } from '../server/timeline/index.ts';
import { temporarySigningKey } from '../server/timeline/keys.ts';
import { type House, inReality, minutes, openHouse } from './house.ts';

type Test = { after(fn: () => Promise<void> | void): void };

/** A host between the edge and a house, or a folder: it can be taken away, and can change what it hands on. */
async function startHost(t: Test, listener: RequestListener) {
  let gone = false;
  const server = createServer((request, response) => {
    if (gone) request.socket.destroy();
    else listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: () => {
      gone = true;
      server.closeAllConnections();
    },
    find: () => {
      gone = false;
    },
  };
}

/** Hands on what the house says, changed by `change`. */
const mirror =
  (house: House, change: (path: string, body: Buffer) => Buffer = (_, body) => body): RequestListener =>
  (request, response) =>
    void fetch(new URL(request.url!, house.app.web.url())).then(async (answer) => {
      const body = change(request.url!, Buffer.from(await answer.arrayBuffer()));
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(body);
    });

/** Any plain server of files, as most hosts are. */
const files =
  (folder: string): RequestListener =>
  (request, response) => {
    const path = request.url!.endsWith('/') ? `${request.url}index.html` : request.url!;
    try {
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  };

function folderFor(t: Test) {
  const folder = mkdtempSync(join(tmpdir(), 'candor-edge-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function openEdge(t: Test, house: House, origins: readonly string[], cache?: string) {
  await house.settled();
  const edge = await startEdge({
    origins,
    publicKey: house.app.timeline.key.publicKey,
    port: 0,
    // The tests ask themselves.
    pollSeconds: 3_600,
    nowMs: house.clock.nowMs,
    cache,
  });
  t.after(() => edge.close());
  await edge.first;
  const read = async (path = '/') => {
    const answer = await fetch(`${edge.url}${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const problem = async (origin: string) =>
    (
      JSON.parse((await read('/healthz')).text) as { origins: { origin: string; problem: string | null }[] }
    ).origins.find((each) => each.origin === origin)!.problem;
  return { ...edge, read, problem, poll: () => edge.reader.poll() };
}

const rename = async (house: House, name: string) => {
  const [page] = await house.app.catalog.pages.list();
  await house.app.catalog.pages.update(page!.id, { name });
  await house.settled();
};

test('one origin lost: the other is served; both lost: the last copy is, and says so once it has expired', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const [a, b] = await Promise.all([startHost(t, mirror(house)), startHost(t, mirror(house))]);
  const edge = await openEdge(t, house, [a.url, b.url]);
  const first = await edge.read();
  assert.equal(first.text, (await house.page()).text, 'the bytes are the house’s own');
  assert.equal(
    first.headers.get('content-security-policy'),
    (await house.page()).headers.get('content-security-policy'),
  );
  assert.equal((await edge.read('/history')).status, 200);
  assert.equal((await edge.read('/de')).status, 200, 'sent on to /de/');
  assert.equal((await edge.read('/nowhere')).status, 404);
  assert.equal((await fetch(`${edge.url}/subscribers`, { method: 'POST' })).status, 405);
  const again = await fetch(edge.url, { headers: { 'if-none-match': first.headers.get('etag')! } });
  assert.equal(again.status, 304);

  a.lose();
  await rename(house, 'Renamed');
  await edge.poll();
  assert.match((await edge.read()).text, /Renamed/);
  assert.match((await edge.problem(a.url))!, /no usable answer/);

  b.lose();
  await house.forward(minutes(2));
  await edge.poll();
  const calm = await edge.read();
  assert.equal(calm.status, 200);
  assert.doesNotMatch(calm.text, /has expired/);
  assert.equal((await edge.read('/api/v2/status.json')).status, 200);

  await house.forward(minutes(2));
  const old = await edge.read();
  assert.equal(old.status, 200);
  assert.match(
    old.text,
    /<body class="isstale"><p role="alert"[^>]*>This copy is from 2026-03-01, 12:00 UTC and has expired/,
  );
  const status = await edge.read('/api/v2/status.json');
  assert.equal(status.status, 503, 'an expired copy never says that all is well');
  assert.match(status.text, /not known right now/);
  const snapshot = JSON.parse((await edge.read('/snapshot.json')).text);
  assert.equal(snapshot.snapshot.validUntil, '2026-03-01T12:03:00.000Z', 'it carries its own expiry');
  assert.equal(JSON.parse((await edge.read('/healthz')).text).status, 'expired');
  assert.equal((await edge.read('/feed.rss')).status, 200);

  b.find();
  await edge.poll();
  assert.doesNotMatch((await edge.read()).text, /has expired/);
});

test('what is forged, altered, older or from the future is not served, whoever hands it out', async (t) => {
  const house = await openHouse(t, { monitors: false });
  let change: (path: string, body: Buffer) => Buffer = (_, body) => body;
  const liar = await startHost(
    t,
    mirror(house, (path, body) => change(path, body)),
  );
  const edge = await openEdge(t, house, [liar.url]);
  const honest = (await edge.read()).text;
  const old = Buffer.from((await house.page('/copy.json')).text);
  const newer = async () => {
    await house.forward(minutes(1));
    await edge.poll();
  };

  const stranger = temporarySigningKey();
  const forge = (
    body: Buffer,
    alter: (copy: SignedCopy['copy']) => void,
    delegation?: SignedCopy['delegation'],
  ) => {
    const { copy } = JSON.parse(body.toString()) as SignedCopy;
    alter(copy);
    const { keyId, publicKey, sign } = stranger;
    return Buffer.from(
      JSON.stringify({
        copy,
        keyId,
        publicKey,
        signature: sign(canonical(copy)),
        ...(delegation ? { delegation } : {}),
      }),
    );
  };
  const onList = (alter: (body: Buffer) => Buffer) => (path: string, body: Buffer) =>
    path === '/copy.json' ? alter(body) : body;

  change = onList((body) => forge(body, () => {}));
  await newer();
  assert.match((await edge.problem(liar.url))!, /not signed by the pinned key/);
  const word = {
    schema: 'candor.delegation/1' as const,
    publicKey: stranger.publicKey,
    validUntil: '2027-01-01T00:00:00.000Z',
  };
  change = onList((body) => forge(body, () => {}, { ...word, signature: stranger.sign(canonical(word)) }));
  await newer();
  assert.match(
    (await edge.problem(liar.url))!,
    /not signed by the pinned key/,
    'nobody vouches for themselves',
  );
  change = onList((body) => Buffer.from(body.toString().replace('"validUntil":"2026', '"validUntil":"2036')));
  await newer();
  assert.match((await edge.problem(liar.url))!, /not signed by the pinned key/);
  change = (path, body) =>
    path === '/' ? Buffer.from(body.toString().replace('Everything works', 'All is lost')) : body;
  await newer();
  assert.match((await edge.problem(liar.url))!, /could not be had as its list says/);
  change = onList(() => old);
  await newer();
  assert.equal(
    (await edge.read()).text.replace(/<body class.*?<\/p>/, '<body>'),
    honest,
    'nothing of it was taken',
  );
  change = (_, body) => body;
  await edge.poll();
  assert.notEqual((await edge.read()).text, honest);
  change = onList(() => old);
  await newer();
  assert.match((await edge.problem(liar.url))!, /older than the one at hand/);
  change = onList((body) => body.subarray(0, 100));
  await newer();
  assert.match((await edge.problem(liar.url))!, /no usable answer/);
});

test('a plain folder of files is an origin like a house, and so is another edge', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const folder = join(house.folder, 'copies', 'www');
  await house.app.outside.create({
    name: 'Folder',
    enabled: true,
    place: { kind: 'folder', path: folder },
    calmSeconds: 60,
    timeoutSeconds: 20,
  });
  await inReality(async () => (await house.app.outside.list())[0]!.state.lastSuccessAt !== null);
  const host = await startHost(t, files(folder));
  const edge = await openEdge(t, house, [host.url]);
  // It may have come in the middle of a copy, which it takes whole or not at all.
  await inReality(async () => {
    await edge.poll();
    return edge.reader.held() !== null;
  });
  assert.equal((await edge.read('/history')).text, (await house.page('/history')).text);
  assert.equal((await edge.read('/api/v2/summary.json')).status, 200);
  const second = await openEdge(t, house, [edge.url]);
  assert.equal((await second.read()).text, (await house.page()).text);
});

test('the key is handed over: the edge follows it, also from its folder, and a stranger’s chain leads nowhere', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { store } = house.app;
  const pinned = house.app.timeline.key.publicKey;
  const cache = folderFor(t);
  let forged = false;
  const stranger = temporarySigningKey();
  const handover = `candor/key/1\n2026-03-01T12:00:00.000Z\n${pinned}\n${stranger.publicKey}\n`;
  const chain = { handovers: [{ text: handover, signedByPrevious: stranger.sign(handover) }] };
  const lie = (path: string, body: Buffer) => {
    if (!forged) return body;
    if (path === '/log/keys.json') return Buffer.from(JSON.stringify(chain));
    if (path !== '/copy.json') return body;
    const { copy } = JSON.parse(body.toString()) as SignedCopy;
    return Buffer.from(
      JSON.stringify({ copy, ...stranger, signature: stranger.sign(canonical(copy)) } satisfies object),
    );
  };
  const host = await startHost(t, mirror(house, lie));
  const edge = await openEdge(t, house, [host.url], cache);

  forged = true;
  await rename(house, 'Said by a stranger');
  await edge.poll();
  assert.match((await edge.problem(host.url))!, /not signed by the pinned key/);
  assert.equal(edge.reader.trusted(), pinned);

  forged = false;
  await rotateSigningKey({
    store,
    clock: house.clock,
    key: openSigningKey(house.folder),
    dataFolder: house.folder,
  });
  await inReality(async () => {
    await rename(house, `After the handover ${Math.random()}`);
    await edge.poll();
    return edge.reader.trusted() !== pinned;
  });
  assert.equal(edge.reader.trusted(), openSigningKey(house.folder).publicKey);
  assert.match((await edge.read()).text, /After the handover/);
  host.lose();
  const again = await startEdge({
    origins: [host.url],
    publicKey: pinned,
    port: 0,
    pollSeconds: 3_600,
    nowMs: house.clock.nowMs,
    cache,
  });
  t.after(() => again.close());
  await again.first;
  assert.equal(again.reader.trusted(), edge.reader.trusted(), 'the chain lies in the folder too');
});

test('it starts from its folder when no origin is left, and not from a folder that was tampered with', async (t) => {
  const house = await openHouse(t, { monitors: false });
  const cache = folderFor(t);
  const host = await startHost(t, mirror(house));
  const first = await openEdge(t, house, [host.url], cache);
  const page = (await first.read()).text;
  host.lose();
  const second = await openEdge(t, house, [host.url], cache);
  assert.equal((await second.read()).text, page);
  const { copy } = JSON.parse(readFileSync(join(cache, 'copy.json'), 'utf8')) as SignedCopy;
  const file = join(cache, copy.documents['/']!.sha256);
  writeFileSync(file, readFileSync(file, 'utf8').replace('works', 'burns'));
  const third = await openEdge(t, house, [host.url], cache);
  assert.equal((await third.read()).status, 503);
});

test('the worker is one file that needs nothing: it proves, serves, and outlives its origins', async (t) => {
  const house = await openHouse(t, { monitors: false, start: new Date().toISOString() });
  const host = await startHost(t, mirror(house));
  await house.settled();
  const file = join(folderFor(t), 'edge-worker.mjs');
  const text = workerFile({
    origins: [host.url],
    publicKey: house.app.timeline.key.publicKey,
    pollSeconds: 0,
  });
  assert.doesNotMatch(text, /^\s*import\b|\brequire\(|\bprocess\.|\bBuffer\b/m);
  writeFileSync(file, text);
  const { default: worker } = (await import(pathToFileURL(file).href)) as {
    default: { fetch(request: Request): Promise<Response> };
  };
  const read = async (path: string, init?: RequestInit) =>
    worker.fetch(new Request(`https://edge.example${path}`, init));
  const page = await read('/');
  assert.equal(page.status, 200);
  assert.equal(await page.text(), (await house.page()).text);
  assert.match(page.headers.get('content-security-policy')!, /default-src 'none'/);
  assert.equal((await read('/history')).status, 200);
  assert.equal((await read('/', { headers: { 'if-none-match': page.headers.get('etag')! } })).status, 304);
  assert.equal((await read('/', { method: 'POST', body: 'x' })).status, 405);
  await rename(house, 'Renamed');
  await read('/');
  await inReality(async () => (await (await read('/')).text()).includes('Renamed'));
  host.lose();
  assert.equal((await read('/')).status, 200);
  assert.equal((await (await read('/healthz')).json()).documents > 20, true);
  assert.equal((await read('/feed.atom')).status, 503, 'what was never read cannot be had now, and says so');
});
