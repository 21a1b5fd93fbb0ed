/** `candor import` and `candor export` as an operator types them, against a whole Candor and a pretend Statuspage. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Scope } from '@candor/protocol/people.ts';
import { type Actor, scopesOf } from '#people';
import {
  makeUptimeKumaDatabase,
  STATUSPAGE_ID,
  STATUSPAGE_KEY,
  startStatuspageApi,
} from '../../../mocks/index.ts';
import { openHouse } from '../../../stories/house.ts';
import { candor } from '../testing.ts';

const ALL: Scope[] = [
  'tell:read',
  'tell:write',
  'catalog:read',
  'catalog:write',
  'watch:read',
  'watch:write',
  'audience:read',
  'audience:write',
];

test('a Statuspage moves in by one command, its past and its readers with it', {
  timeout: 60_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const source = await startStatuspageApi({ incidents: 12, subscribers: 5 });
  const folder = mkdtempSync(join(tmpdir(), 'candor-import-'));
  t.after(async () => {
    await source.close();
    rmSync(folder, { recursive: true });
  });
  const owner = await house.person('owner@example.org', 'owner');
  const maker = { by: `person:${owner.id}`, scopes: scopesOf('owner') } as Actor;
  const tokenOf = async (scopes: Scope[]) =>
    (await house.app.people.tokens.make(maker, { name: 'import', scopes })).secret;
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, `${STATUSPAGE_KEY}\n`);
  const env = {
    CANDOR_TOKEN: await tokenOf(ALL),
    CANDOR_URL: house.app.web.url(),
    CANDOR_ALLOW_PRIVATE: '127.0.0.0/8',
  };
  const bring = (...more: string[]) =>
    candor(
      [
        'import',
        'statuspage',
        `--page=${STATUSPAGE_ID}`,
        `--key-file=${keyFile}`,
        `--from-url=${source.url}/v1`,
        ...more,
      ],
      env,
    );

  const plan = await bring();
  assert.equal(plan.err, '');
  assert.match(plan.out, /components +3 +0 +0 +0/);
  assert.match(plan.out, /incidents +13 +0 +0 +1\n/);
  assert.match(plan.out, /subscribers +8 +0 +0 +0/);
  assert.match(plan.out, /slack subscribers: a Slack workspace has to be connected anew/);
  assert.match(plan.out, /Website is slow: it is still open at the source/);
  assert.match(plan.out, /Nothing was changed\. Run it again with --apply/);
  assert.doesNotMatch(plan.out, /reader1@/, 'a plan names nobody');
  assert.equal((await house.app.timeline.head()).position, 0);

  const done = await bring('--apply');
  assert.equal(done.err, '');
  assert.match(done.out, /Carried out:[\s\S]*incidents +13 +0 +0 +1\n/);
  await house.settled();
  assert.equal(house.mail.inbox().length, 0, 'nobody was written to');
  const again = await bring('--apply');
  assert.match(again.out, /Carried out:[\s\S]*incidents +0 +0 +13 +1\n/);
  assert.equal((await house.app.audience.subscribers.counts()).active, 7);

  // The links in the mails of the old page show a button, and the button works.
  const send = (path: string, method = 'GET') => fetch(new URL(path, house.app.web.url()), { method });
  for (const path of [
    '/subscriptions/unsubscribe/subm00000003',
    '/unsubscribe/subm00000003',
    '/subscriptions/subm00000003?from=mail',
  ]) {
    const shown = await send(path);
    assert.equal(shown.status, 200, path);
    assert.match(await shown.text(), /<form method="post">/);
  }
  const people = async (state: 'active' | 'unsubscribed') =>
    house.app.audience.subscribers.list({ state, limit: 100 });
  assert.equal((await people('unsubscribed')).length, 0, 'a GET never unsubscribes');
  assert.equal((await send('/unsubscribe/nobody-knows-this')).status, 404);
  assert.equal((await send('/subscriptions/unsubscribe/subm00000003', 'POST')).status, 200);
  assert.deepEqual(
    (await people('unsubscribed')).map(({ address }) => address),
    ['reader3@customer.example'],
  );
  const third = await bring('--apply');
  assert.equal(third.err, '');
  assert.equal((await people('unsubscribed')).length, 1, 'an import brings nobody back');

  const from = await candor(
    ['export', `--url=${env.CANDOR_URL}`, `--out=${join(folder, 'export.json')}`],
    env,
  );
  assert.equal(from.err, '');
  assert.equal(statSync(join(folder, 'export.json')).mode & 0o077, 0);
  const exported = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8'));
  assert.deepEqual(
    [exported.schema, exported.incidents.length, exported.subscribers.length],
    ['candor.export/1', 13, 0],
  );
  assert.match(
    (await candor(['export', `--url=${env.CANDOR_URL}`, `--out=${join(folder, 'export.json')}`], env)).err,
    /exists already/,
  );

  assert.deepEqual(
    (await house.app.people.auditTrail({ limit: 50 })).items
      .map(({ what }) => what)
      .filter((what) => what === 'import.started').length,
    3,
    'who carried an import out is written down',
  );

  makeUptimeKumaDatabase(join(folder, 'kuma.db'), 2);
  const kuma = await candor(['import', 'uptime-kuma', join(folder, 'kuma.db'), '--apply'], env);
  assert.equal(kuma.err, '');
  assert.match(kuma.out, /Monitors that come switched off: 3/);
  assert.match(kuma.out, /the page here was edited already and stays "Acme"/);
  await house.settled();
  assert.deepEqual(
    (await house.app.watch.monitors.list()).map(({ enabled }) => enabled),
    [false, false, false],
  );

  // What is asked wrongly, or may not be, is refused in a sentence.
  const refused = async (argv: string[], why: RegExp, status: number, more: Record<string, string> = {}) => {
    const said = await candor(argv, { ...env, ...more });
    assert.match(said.err, why);
    assert.equal(said.status, status, said.err);
    assert.doesNotMatch(said.err, new RegExp(`${STATUSPAGE_KEY}|    at `));
  };
  await refused(['import', 'statuspage'], /Give --key-file and --page/, 2);
  await refused(['import', 'instatus'], /--key-file|--page/, 2);
  await refused(['import', 'freshstatus', 'x'], /is no source/, 2);
  await refused(['import', join(folder, 'none.json')], /cannot be read \(ENOENT\)/, 1);
  await refused(['import', keyFile], /is not JSON/, 1);
  writeFileSync(join(folder, 'other.json'), '{"schema":"something else"}');
  await refused(
    ['import', join(folder, 'other.json')],
    /not a document of the form candor\.export\/1: schema/,
    1,
  );
  await refused(['import', join(folder, 'export.json')], /takes catalog:write/, 1, {
    CANDOR_TOKEN: await tokenOf(['tell:write']),
  });
});
