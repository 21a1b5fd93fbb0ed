/** The policy's life: a draft that binds nobody, versions that never change, readers who accepted one of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Snapshot } from '@candor/protocol/snapshot.ts';
import { openPrepare } from './testing.ts';

describe('the outage policy', () => {
  let w: Awaited<ReturnType<typeof openPrepare>>;
  let changes = 0;
  before(async () => {
    w = await openPrepare();
    w.prepare.onChange(() => {
      changes += 1;
    });
  });
  after(() => w.close());
  const as = 'communicator' as const;
  const documents = async () => {
    const page = await w.catalog.pages.default();
    const snapshot = { page: { ...page, url: 'https://status.example.org/' } } as unknown as Snapshot;
    return w.prepare.publicDocuments(snapshot);
  };

  it('begins as a draft that staff sees and the public does not', async () => {
    const { status, json } = await w.ask('GET', '/api/v1/policy', { as: 'viewer' });
    assert.equal(status, 200);
    assert.equal(json.shipped, true);
    assert.equal(json.published, null);
    assert.deepEqual(json.document.targets, [], 'nobody but the operator can promise a target');
    assert.equal((await w.ask('GET', '/api/v1/policy')).status, 401);
    assert.equal((await w.ask('GET', '/api/v1/embed/policy')).status, 404);
    assert.deepEqual(await w.prepare.publicLinks(), []);
    assert.equal((await documents()).size, 0);
    const early = await w.ask('PUT', '/api/v1/embed/policy/acceptance', {
      body: { reader: 'browser-0001', version: 1 },
    });
    assert.equal(early.json.code, 'state.conflict');
  });

  it('is edited on the version that was read', async () => {
    const read = await w.ask('GET', '/api/v1/policy', { as });
    const { document } = read.json;
    document.targets = [
      { id: 'api', name: { en: 'The API', de: 'Die API' }, percent: '99.9', period: 'month' },
    ];
    const headers = { 'if-match': read.headers.etag! };
    const saved = await w.ask('PUT', '/api/v1/policy', { as, body: document, headers });
    assert.equal(saved.status, 200, saved.text);
    assert.equal(saved.json.shipped, false);
    assert.match(saved.json.updatedBy, /^person:/);
    const late = await w.ask('PUT', '/api/v1/policy', { as, body: document, headers });
    assert.equal(late.json.code, 'edit.conflict');
    assert.equal((await w.ask('PUT', '/api/v1/policy', { as: 'viewer', body: document })).status, 403);
  });

  it('refuses what is no policy and says where', async () => {
    const { document } = (await w.ask('GET', '/api/v1/policy', { as })).json;
    const wrong = async (change: object) => {
      const { status, json } = await w.ask('PUT', '/api/v1/policy', { as, body: { ...document, ...change } });
      assert.equal(status, 400);
      return json.errors.map(({ path }: { path: string }) => path).join();
    };
    const target = document.targets[0];
    assert.equal(await wrong({ targets: [{ ...target, percent: '101' }] }), 'targets.0.percent');
    assert.equal(await wrong({ targets: [target, target] }), 'targets');
    assert.equal(await wrong({ recovery: { de: 'nur deutsch' } }), 'recovery');
    const channel = { id: 'x', name: { en: 'x' }, url: 'javascript:alert(1)' };
    assert.equal(await wrong({ channels: [channel] }), 'channels.0.url');
    assert.equal(await wrong({ surprise: true }), '');
    assert.equal((await w.ask('PUT', '/api/v1/policy', { as, body: '{"title":' })).status, 400);
    const { json } = await w.ask('GET', '/api/v1/policy', { as });
    assert.deepEqual(json.document, document, 'nothing was changed');
  });

  it('is published as a version that the public reads in each language', async () => {
    const seen = changes;
    const made = await w.ask('POST', '/api/v1/policy/versions', { as, body: {} });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.json.version, 1);
    assert.equal(changes, seen + 1);
    const shelf = await documents();
    assert.deepEqual([...shelf.keys()].sort(), ['/de/policy', '/policy', '/policy.json']);
    const english = String(shelf.get('/policy')!.body);
    assert.match(english, /The API: <b>99.9%<\/b> available per month/);
    assert.match(english, /Critical: hardly anybody[^<]*<\/th><td>20 minutes/);
    assert.match(english, /href="\/checklists\/ready-for-an-outage"/);
    assert.match(String(shelf.get('/de/policy')!.body), /Die API: <b>99,9\s?%<\/b> verfügbar im Monat/);
    const twin = JSON.parse(String(shelf.get('/policy.json')!.body));
    assert.equal(twin.version, 1);
    assert.equal(twin.document.targets[0].percent, '99.9');
    assert.deepEqual(await w.prepare.publicLinks(), [{ kind: 'policy', url: '/policy' }]);
    const again = await w.ask('POST', '/api/v1/policy/versions', { as, body: {} });
    assert.equal(again.json.code, 'state.conflict', 'a version that says the same is none');
  });

  it('keeps every version and says what each changed', async () => {
    const { document } = (await w.ask('GET', '/api/v1/policy', { as })).json;
    const hostile = '<img src=x onerror=alert(1)>';
    document.targets[0].percent = '99.95';
    document.reporting.en = `Write to us. ${hostile}`;
    const { json: view } = await w.ask('PUT', '/api/v1/policy', { as, body: document });
    assert.deepEqual(
      view.changes.map(({ path }: { path: string }) => path),
      ['targets.api.percent', 'reporting'],
    );
    const note = { en: 'A higher target.', de: 'Ein höheres Ziel.' };
    const { json: second } = await w.ask('POST', '/api/v1/policy/versions', { as, body: { note } });
    assert.equal(second.version, 2);
    assert.deepEqual(second.changes[0], {
      path: 'targets.api.percent',
      locale: null,
      was: '99.9',
      is: '99.95',
    });
    const { json: first } = await w.ask('GET', '/api/v1/policy/versions/1', { as });
    assert.equal(first.document.targets[0].percent, '99.9', 'a published version never changes');
    assert.equal((await w.ask('GET', '/api/v1/policy/versions/9', { as })).status, 404);
    const shelf = await documents();
    assert.ok(shelf.has('/policy/versions/1') && shelf.has('/de/policy/versions/1'));
    const english = String(shelf.get('/policy')!.body);
    assert.match(english, /A higher target\.[\s\S]*<del>99.9<\/del> <ins>99.95<\/ins>/);
    assert.ok(!english.includes(hostile), 'text of people is escaped');
    const german = String(shelf.get('/de/policy')!.body);
    assert.ok(
      !german.includes('<ins>Write to us'),
      'a change in another language is no news for this reader',
    );
    assert.match(String(shelf.get('/policy/versions/1')!.body), /A newer version is in force/);
  });

  it('records who accepted which version, once', async () => {
    const reader = 'browser-0001';
    const ask = () => w.ask('GET', `/api/v1/embed/policy?reader=${reader}`);
    assert.equal((await ask()).json.asks, true);
    const old = await w.ask('PUT', '/api/v1/embed/policy/acceptance', { body: { reader, version: 1 } });
    assert.equal(old.status, 409, 'a text that the reader no longer sees is not accepted');
    for (let n = 0; n < 2; n++) {
      const { json } = await w.ask('PUT', '/api/v1/embed/policy/acceptance', {
        body: { reader, version: 2 },
      });
      assert.deepEqual(json.accepted, { version: 2, at: '2026-03-01T12:00:00.000Z' });
      assert.equal(json.asks, false);
    }
    const nobody = await w.ask('PUT', '/api/v1/embed/policy/acceptance', { body: { version: 2 } });
    assert.equal(nobody.json.code, 'request.invalid');
    const { json } = await w.ask('GET', '/api/v1/policy/acceptances', { as });
    assert.deepEqual(json.items, [
      { reader: 'anonymous:browser-0001', version: 2, acceptedAt: '2026-03-01T12:00:00.000Z' },
    ]);
    const { json: list } = await w.ask('GET', '/api/v1/policy/versions', { as });
    assert.deepEqual(
      list.items.map(({ version, accepted }: { version: number; accepted: number }) => [version, accepted]),
      [
        [2, 1],
        [1, 0],
      ],
    );
  });

  it('asks again after a significant version, not after a corrected typing error', async () => {
    const publish = async (text: string, significant: boolean) => {
      const { document } = (await w.ask('GET', '/api/v1/policy', { as })).json;
      document.recovery.en = text;
      await w.ask('PUT', '/api/v1/policy', { as, body: document });
      return w.ask('POST', '/api/v1/policy/versions', { as, body: { significant } });
    };
    const asks = async () => (await w.ask('GET', '/api/v1/embed/policy?reader=browser-0001')).json.asks;
    await publish('Reload the page.', false);
    assert.equal(await asks(), false);
    await publish('Reload the page twice.', true);
    assert.equal(await asks(), true);
  });

  it('gives its acceptances page by page', async () => {
    for (const reader of ['browser-aaaa', 'browser-bbbb', 'browser-cccc'])
      await w.ask('PUT', '/api/v1/embed/policy/acceptance', { body: { reader, version: 4 } });
    const seen: string[] = [];
    let after = '';
    do {
      const { json } = await w.ask('GET', `/api/v1/policy/acceptances?limit=2${after}`, { as });
      seen.push(...json.items.map((item: { reader: string }) => item.reader));
      after = json.next ? `&after=${encodeURIComponent(json.next)}` : '';
    } while (after);
    assert.deepEqual(
      seen,
      ['aaaa', 'bbbb', 'cccc', '0001'].map((end) => `anonymous:browser-${end}`),
    );
    assert.equal((await w.ask('GET', '/api/v1/policy/acceptances?after=x', { as })).status, 400);
  });

  it('survives two who publish at the same moment', async () => {
    const { document } = (await w.ask('GET', '/api/v1/policy', { as })).json;
    document.recovery.en = 'Another way.';
    await w.ask('PUT', '/api/v1/policy', { as, body: document });
    const both = await Promise.all(
      [1, 2].map(() => w.ask('POST', '/api/v1/policy/versions', { as, body: {} })),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  });
});
