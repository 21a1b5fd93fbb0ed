/**
 * The carrier against a real server of the AT protocol, @atproto/pds, on loopback. That server is 320 MB with a part
 * in C++, so it is no dependency: CANDOR_TEST_PDS names a folder in which it was installed (decisions/0026 says how).
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import type { Receipt } from '../carrier.ts';
import { openAccount, told } from '../posts/testing.ts';
import { createBlueskyCarrier } from './index.ts';

const FOLDER = process.env['CANDOR_TEST_PDS'];
const HANDLE = 'acme-words.test';
const PASSWORD = 'a-long-pretend-password';

/** Runs in the folder of the real server: a directory of identities in memory, the server, one account. */
const PROGRAM = `
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import * as plc from '@did-plc/lib';
import { PDS, envToCfg, envToSecrets, readEnv } from '@atproto/pds';
import { Secp256k1Keypair } from '@atproto/crypto';
const operations = new Map();
const directory = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const [, did, part] = decodeURIComponent(request.url).split('/');
  if (request.method === 'POST') {
    operations.set(did, JSON.parse(Buffer.concat(chunks)));
    return response.end();
  }
  const found = operations.get(did);
  if (!found) return response.writeHead(404).end('{}');
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(part === 'data' ? { did, ...found } : plc.formatDidDoc({ did, ...found })));
});
await new Promise((resolve) => directory.listen(0, '127.0.0.1', resolve));
const rotation = await Secp256k1Keypair.create({ exportable: true });
const data = process.argv[2];
Object.assign(process.env, {
  PDS_PORT: process.argv[3], PDS_HOSTNAME: 'localhost', PDS_DEV_MODE: 'true', PDS_DATA_DIRECTORY: data,
  PDS_BLOBSTORE_DISK_LOCATION: data + '/blobs', PDS_BLOBSTORE_DISK_TMP_LOCATION: data + '/tmp',
  PDS_DID_PLC_URL: 'http://127.0.0.1:' + directory.address().port, PDS_INVITE_REQUIRED: 'false',
  PDS_JWT_SECRET: randomBytes(16).toString('hex'), PDS_ADMIN_PASSWORD: randomBytes(16).toString('hex'),
  PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: Buffer.from(await rotation.export()).toString('hex'),
  PDS_SERVICE_HANDLE_DOMAINS: '.test', LOG_ENABLED: 'false',
});
const env = readEnv();
const pds = await PDS.create(envToCfg(env), envToSecrets(env));
await pds.start();
const made = await fetch('http://127.0.0.1:' + process.argv[3] + '/xrpc/com.atproto.server.createAccount', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ handle: '${HANDLE}', email: 'a@acme-words.test', password: '${PASSWORD}' }),
});
if (made.status !== 200) throw new Error(await made.text());
console.log('ready');
`;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function startPds(t: TestContext): Promise<string> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'candor-pds-'));
  const program = join(FOLDER!, `candor-test-${process.pid}.mjs`);
  writeFileSync(program, PROGRAM);
  const child: ChildProcess = spawn(process.execPath, [program, data, String(port)], {
    cwd: FOLDER!,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    rmSync(program, { force: true });
    rmSync(data, { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: child.stdout! })) if (line === 'ready') break;
  assert.equal(child.exitCode, null, 'the server runs');
  return `http://127.0.0.1:${port}`;
}

test('a real server takes thread, links, picture and repeats as they are meant', {
  skip: FOLDER ? false : 'CANDOR_TEST_PDS names no folder with @atproto/pds',
}, async (t) => {
  const server = await startPds(t);
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const home = createServer((_request, response) => response.end(Buffer.from(png, 'base64')));
  await new Promise<void>((resolve) => home.listen(0, '127.0.0.1', resolve));
  t.after(() => home.close());
  const publicUrl = `http://127.0.0.1:${(home.address() as AddressInfo).port}`;
  const settings = { handle: HANDLE, appPassword: PASSWORD, server };
  const { send, check } = await openAccount(t, { carrier: createBlueskyCarrier(), settings, publicUrl });
  assert.match((await check())[0]!.detail, /Signed in as @acme-words\.test/);

  const image = { url: `${publicUrl}/card.png`, alt: 'Sign-in: partial outage' };
  const body = `Seit 10:00 können Sie sich nicht anmelden 👩‍🚒, siehe https://example.com/ä. ${'Wir arbeiten daran. '.repeat(40)}`;
  const opening = told('[Untersuchung] Die Anmeldung fällt aus', { body, image });
  const post = async (
    key: string,
    content: ReturnType<typeof told>,
    last?: { first: Receipt; last: Receipt },
  ) => {
    const outcome = await send({ key: key.repeat(64), locale: 'de', thread: last ?? null }, content);
    assert.equal(outcome.outcome, 'accepted', JSON.stringify(outcome));
    return (outcome as { receipt: Receipt }).receipt;
  };
  const first = await post('a', opening);
  assert.deepEqual(await post('a', opening).then(({ id, cid }) => [id, cid]), [first.id, first['cid']]);
  const second = await post('b', told('[Behoben] Die Anmeldung'), { first, last: first });

  const query = `repo=${HANDLE}&collection=app.bsky.feed.post`;
  const list = await fetch(`${server}/xrpc/com.atproto.repo.listRecords?${query}`);
  const { records } = (await list.json()) as {
    records: {
      uri: string;
      value: {
        text: string;
        reply?: { root: { uri: string }; parent: { uri: string } };
        embed?: { images: { alt: string }[] };
        facets: { index: { byteStart: number; byteEnd: number }; features: { uri: string }[] }[];
      };
    }[];
  };
  assert.equal(records.length, 2);
  const stored = (uri: string) => records.find((one) => one.uri === uri)!.value;
  const { text, embed, facets } = stored(first.id!);
  assert.equal(embed!.images[0]!.alt, image.alt);
  assert.equal(facets.length, 2);
  for (const { index, features } of facets)
    assert.equal(Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString(), features[0]!.uri);
  const { reply } = stored(second.id!);
  assert.deepEqual([reply!.root.uri, reply!.parent.uri], [first.id, first.id]);
});
