/** Places, holding pages and rules as code: made with names in place of ids, changed only where they differ. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Scope } from '@candor/protocol/people.ts';
import { type Actor, scopesOf } from '#people';
import { openHouse } from '../../stories/house.ts';
import { candor } from './testing.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('places, holding sets and rules are planned, made in order, and then have nothing to change', {
  timeout: 120_000,
}, async (t) => {
  const house = await openHouse(t, { monitors: false });
  const { app } = house;
  const ada = await house.person('ada@shop.example', 'owner');
  const folder = mkdtempSync(join(tmpdir(), 'candor-apply-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const owner = { by: `person:${ada.id}`, scopes: scopesOf('owner') } as Actor;
  const scopes: Scope[] = ['catalog:read', 'catalog:write', 'tell:read', 'tell:write', 'people:read'];
  const { secret: token } = await app.people.tokens.make(owner, { name: 'apply', scopes });
  const file = join(folder, 'candor.yaml');
  const apply = async (text: string, ...flags: string[]) => {
    writeFileSync(file, text);
    return candor(['apply', '-f', file, '--url', app.web.url(), ...flags], { CANDOR_TOKEN: token });
  };
  const text = `groups:
  - name: { en: Tills }
places:
  - name: Bucket
    purpose: holding
    place: { kind: s3, endpoint: "https://s3.example", bucket: pages, accessKeyId: KEY, secret: hidden }
holdingSets:
  - name: Shop
    pageId: status
    serviceName: Demo Shop
    support: { en: "Call 030 123456, Monday to Friday." }
workflows:
  - name: Close the checkout
    trigger: { kind: severity-reached, settings: { severity: 2 } }
    conditions: { componentIds: [checkout], groupIds: [Tills] }
    actions:
      - kind: holding-page
        settings: { targetId: Bucket, setId: Shop, page: outage }
        undo: { when: recovery }
      - kind: staff
        settings: { personIds: [ada@shop.example], text: Look at the checkout }
      - kind: webhook
        settings: { url: "${house.webhooks.url}", secret: ${SECRET} }
`;
  const planned = await apply(text, '--dry-run');
  assert.equal(planned.status, 0, planned.err);
  assert.deepEqual(await app.workflows.rules.list(), []);
  const made = await apply(text);
  assert.deepEqual(
    made.out.split('\n').slice(0, 5),
    [
      'add group Tills',
      'add place Bucket',
      'add holding set Shop',
      'add rule Close the checkout',
      '4 changes made.',
    ],
    made.err,
  );
  const [rule] = await app.workflows.rules.list();
  const [set] = await app.holding.sets.list();
  const [place] = await app.holding.placements.list();
  assert.deepEqual(rule!.actions[0]!.settings, { targetId: place!.targetId, setId: set!.id, page: 'outage' });
  assert.deepEqual(rule!.actions[1]!.settings['personIds'], [ada.id]);
  assert.equal((await apply(text)).out, 'Nothing to change.\n');

  const edited = await apply(
    text.replace('undo: { when: recovery }', 'undo: { when: never }').replace('Demo Shop', 'Our Shop'),
  );
  assert.match(
    edited.out,
    /^change holding set Shop: serviceName\nchange rule Close the checkout: actions\n2 /,
    edited.err,
  );
  assert.equal((await app.workflows.rules.versions(rule!.id)).length, 2);

  await apply(text);
  await t.test('holding pages are exported from a Candor elsewhere, as they are here', async () => {
    const to = (name: string) => join(folder, name);
    const env = { CANDOR_URL: app.web.url(), CANDOR_TOKEN: token };
    const got = await candor(['holding', 'export', to('pages')], env);
    assert.deepEqual([got.status, got.err], [0, '']);
    assert.match(got.out, /^\d+ files of "Shop" are in /);
    const here = await app.holding.export(set!.id, { folder: to('pages') });
    assert.ok(here.size > 10);
    for (const [path, { body }] of here) assert.equal(readFileSync(join(to('pages'), path), 'utf8'), body);
    const named = await candor(
      ['holding', 'export', to('other'), '--set', 'Shops', '--url', app.web.url()],
      env,
    );
    assert.match(named.err, /"Shops" is not the one name or id of a set\. There are: Shop \(/);
    const tokenless = await candor(['holding', 'export', to('other'), '--url', app.web.url()], {});
    assert.match(tokenless.err, /^CANDOR_TOKEN is not set/);
    // What answers in Candor's place writes nowhere else.
    const files = { '../outside.html': 'x' };
    const other = createServer((request, response) =>
      response.end(
        JSON.stringify(
          request.url === '/api/v1/holding-sets' ? { items: [{ id: 'hst_1', name: 'Shop' }] } : { files },
        ),
      ),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const hostile = await candor(['holding', 'export', to('other'), '--url', url], env);
    await new Promise((resolve) => other.close(resolve));
    assert.match(hostile.err, /does not answer like this version of Candor/);
    assert.deepEqual([existsSync(to('outside.html')), existsSync(to('other'))], [false, false]);
  });
  // Every fault with its line and column, and nothing is changed; also what only the server knows.
  for (const [from, to, said] of [
    [
      '[checkout]',
      '[checkin]',
      /:15:34: workflows\[0\]\.conditions\.componentIds\[0\]: there is no component "checkin"/,
    ],
    [
      'setId: Shop',
      'setId: Shops',
      /:\d+:\d+: workflows\[0\]\.actions\[0\]\.settings\.setId: there is no set "Shops"/,
    ],
    [
      'kind: staff',
      'kind: dance',
      /:\d+:\d+: workflows\[0\]\.actions\[1\]\.kind: there is no kind "dance"; there are holding-page,/,
    ],
    [
      'text: Look',
      'words: Look',
      /settings\.words: "staff" has no setting of this name; there are personIds, text/,
    ],
    ['ada@shop', 'bob@shop', /nobody on the staff has the address "bob@shop\.example"/],
    ['severity: 2', 'severity: 7', /:14:52: workflows\[0\]\.trigger\.settings\.severity/],
  ] as const) {
    const wrong = await apply(text.replace(from, to));
    assert.equal(wrong.status, 1, to);
    assert.match(wrong.err, said);
  }
  assert.equal((await app.workflows.rules.versions(rule!.id)).length, 3);
});
