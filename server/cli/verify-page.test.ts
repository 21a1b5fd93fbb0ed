/** A page checked from outside: at its address, from a copy in a folder, and by the verifier that readers download. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { canonical } from '#lib/canonical.ts';
import { pageOf, wholeHistory } from '../timeline/publiclog/fixtures/tampering.ts';
import { filesOf } from '../timeline/publiclog/testing.ts';
import { candor } from './testing.ts';
import { verifyPage } from './verify-page.ts';

test('a page is checked at its address, in a copy, and by the readers’ verifier', async (t) => {
  const world = await wholeHistory(t);
  const { store, key, timeline, incident } = world;
  const folder = mkdtempSync(join(tmpdir(), 'copy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let files = new Map<string, Buffer>();
  /** The page and its log as they are now, or with something else on the page. */
  const publish = async (change: (page: Snapshot) => void = () => {}) => {
    const snapshot = await pageOf(world);
    change(snapshot);
    const { keyId, publicKey } = key;
    const signed = { snapshot, keyId, publicKey, signature: key.sign(canonical(snapshot)) };
    files = new Map([...(await filesOf(store, key)), ['snapshot.json', Buffer.from(JSON.stringify(signed))]]);
    for (const [path, body] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), body);
    }
  };
  const server = createServer((request, response) => {
    const body = files.get(request.url!.slice(1));
    response.writeHead(body ? 200 : 404).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const memory = join(folder, 'memory.json');
  const verifier = (...args: string[]) =>
    new Promise<{ status: number; said: string }>((resolve) => {
      execFile('node', [join(folder, 'log/candor-verify.mjs'), ...args], (error, out, err) =>
        resolve({ status: error ? Number(error.code) : 0, said: out + err }),
      );
    });

  await publish();
  for (const place of [url, folder]) {
    await verifyPage(place, memory);
    const { status, said } = await verifier(place, '--remember', memory);
    assert.equal(status, 0, said);
    assert.match(
      said,
      /^\d+ entries, each in its place.*\nTexts removed: 1\..*\nThe \d+ entries that were rem/,
    );
  }
  const { size } = JSON.parse(readFileSync(memory, 'utf8'));
  await incident(9);
  await timeline.publicLog.catchUp();
  await publish();
  await verifyPage(url, memory);
  assert.equal(JSON.parse(readFileSync(memory, 'utf8')).size, size + 7);

  // The owner changes the page and signs it; the log does not follow.
  for (const [change, expected] of [
    [(page: Snapshot) => void page.incidents[0]!.updates.pop(), /is in the log and not on the page/],
    [(page: Snapshot) => void page.incidents.shift(), /is in the log and not on the page/],
    [
      (page: Snapshot) =>
        void Object.assign(page.incidents[0]!.updates[0]!, { text: { en: 'All was well' } }),
      /All was well/,
    ],
    [
      (page: Snapshot) => void Object.assign(page.incidents[0]!.promises, { kept: 7 }),
      /the page says promises/,
    ],
    [
      (page: Snapshot) => void Object.assign(page.incidents[0]!, { startedAt: page.madeAt }),
      /the page says startedAt/,
    ],
  ] as const) {
    await publish(change);
    await assert.rejects(verifyPage(url, undefined, 0), expected);
  }
  // A page that shows other components is held against what the log says of those.
  await publish((page) => {
    page.components = [];
    page.incidents = [];
  });
  await verifyPage(url, undefined, 0);
  await publish((page) => void page.incidents[0]!.components.pop());
  await assert.rejects(verifyPage(url, undefined, 0), /the page says components \[\]/);

  await publish();
  const forged = JSON.parse(files.get('snapshot.json')!.toString());
  forged.snapshot.page.name = 'Another';
  files.set('snapshot.json', Buffer.from(JSON.stringify(forged)));
  await assert.rejects(verifyPage(url, undefined, 0), /not signed by a key of this log/);

  // What does not hold ends with 1 and says what; what makes no sense ends with 2.
  await publish();
  writeFileSync(join(folder, 'log/tile/0/000'), 'x');
  writeFileSync(join(folder, `log/tile/0/000.p/${size + 7}`), 'x');
  assert.deepEqual(await verifier(folder), { status: 1, said: 'The tile 0/0 does not match the entries.\n' });
  writeFileSync(memory, '{"origin":"candor/0","size":1,"root":"x"}');
  assert.match((await verifier(url, '--remember', memory)).said, /another log than candor\/0, as remembered/);
  for (const args of [
    ['nowhere'],
    ['--remember', memory],
    [url, '--remember', join(folder, 'snapshot.json')],
  ])
    assert.equal((await candor(['verify', ...args])).status, 2, args.join(' '));
  const closed = await candor(['verify', 'http://127.0.0.1:9']);
  assert.equal(closed.status, 1);
  assert.match(closed.err, /^http:\/\/127\.0\.0\.1:9\/snapshot\.json does not answer/);
});
