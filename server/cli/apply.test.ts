/** `candor apply` against a whole Candor: plans first, changes only what differs, says what is wrong where. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Role, Scope } from '@candor/protocol/people.ts';
import { type Actor, scopesOf } from '#people';
import { openHouse } from '../../stories/house.ts';
import { candor } from './testing.ts';

const PEOPLE = `people:
  - { email: Lin@Example.org, role: responder }
  - { email: viewer@example.org, role: viewer }
`;
const SERVICE = `page:
  name: Acme Status
  locales: [en]
groups:
  - name: { en: Shop, de: Laden }
components:
  - slug: basket
    name: { en: Basket }
    group: Shop
  - slug: checkout
    name: { en: Checkout }
monitors:
  - name: Basket answers
    component: basket
    target:
      kind: http
      url: https://shop.example/health
      headers: [{ name: X-Key, value: hidden, secret: true }]
      assertions: [{ type: status, oneOf: [2xx] }]
`;
const ALL: Scope[] = [
  'catalog:read',
  'catalog:write',
  'watch:read',
  'watch:write',
  'people:read',
  'people:write',
  'words:read',
  'words:write',
  'tell:read',
  'tell:write',
];

async function world(t: TestContext) {
  const { app } = await openHouse(t, { monitors: false });
  const folder = mkdtempSync(join(tmpdir(), 'candor-apply-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const add = async (role: Role) => {
    const person = { email: `${role}@example.org`, name: role, role, password: 'a password for tests' };
    return app.people.persons.add(person, 'system:test');
  };
  const tokenOf = async (role: Role, scopes: Scope[] = ALL) => {
    const { id } = (await app.people.persons.byEmail(`${role}@example.org`)) ?? (await add(role));
    const maker = { by: `person:${id}`, scopes: scopesOf(role) } as Actor;
    return (await app.people.tokens.make(maker, { name: 'apply', scopes })).secret;
  };
  const file = join(folder, 'candor.yaml');
  const apply = async (text: string, token: string, ...flags: string[]) => {
    writeFileSync(file, text);
    return candor(['apply', '-f', file, '--url', app.web.url(), ...flags], { CANDOR_TOKEN: token });
  };
  return { app, file, add, apply, tokenOf, admin: await tokenOf('admin') };
}

test('a file is planned, applied whole, and then has nothing to change', async (t) => {
  const { app, apply, admin, add } = await world(t);
  await add('viewer');
  const before = await app.catalog.components.list();
  const planned = await apply(SERVICE + PEOPLE, admin, '--dry-run');
  assert.equal(planned.status, 0, planned.err);
  assert.match(planned.out, /^5 changes to make; nothing was changed\.$/m);
  assert.deepEqual(await app.catalog.components.list(), before);
  assert.deepEqual(await app.people.invites.list(), []);

  const applied = await apply(SERVICE + PEOPLE, admin);
  assert.equal(applied.status, 0, applied.err);
  assert.deepEqual(applied.out.split('\n').slice(0, 5), [
    'change the page: name, locales',
    'add group Shop',
    'add component basket',
    'add monitor Basket answers',
    'invite lin@example.org as responder',
  ]);
  const [, link] = /Invitation of lin@example\.org as responder, shown once: (\S+)/.exec(applied.out) ?? [];
  const offered = await app.people.invites.offer(new URL(link!).searchParams.get('token')!);
  assert.deepEqual([offered.role, offered.email], ['responder', 'lin@example.org']);

  const again = await apply(SERVICE + PEOPLE, admin);
  assert.deepEqual([again.status, again.out], [0, 'Nothing to change.\n']);

  // What the file leaves out stays, also inside a field; lists are taken whole.
  const edited = SERVICE.replace('[{ type: status, oneOf: [2xx] }]', '[]')
    .replace(/ {6}headers.*\n/, '')
    .replace('{ en: Shop, de: Laden }', '{ en: Shop }')
    .replace('component: basket', 'component: checkout');
  const changed = await apply(edited, admin);
  assert.match(changed.out, /^change monitor Basket answers: target, componentId$/m, changed.err);
  const [monitor] = await app.watch.monitors.list();
  assert.ok(monitor?.target.kind === 'http');
  assert.deepEqual(monitor.target.assertions, []);
  assert.deepEqual(monitor.target.headers, [{ name: 'X-Key', value: null, secret: true }]);
  assert.equal((await app.catalog.groups.list())[0]!.name['de'], 'Laden');
  assert.equal((await apply(edited, admin)).out, 'Nothing to change.\n');
});

test('a changed role is changed, of a person and of an open invitation', async (t) => {
  const { app, apply, admin, add } = await world(t);
  await add('viewer');
  await apply(PEOPLE, admin);
  const changed = PEOPLE.replace('responder', 'admin').replace('role: viewer', 'role: communicator');
  const { out, err } = await apply(changed, admin);
  assert.match(out, /^invite lin@example\.org as admin instead of responder$/m, err);
  assert.match(out, /^change person viewer@example\.org: role$/m);
  assert.deepEqual(
    (await app.people.invites.list()).map(({ role }) => role),
    ['admin'],
  );
  assert.equal((await app.people.persons.byEmail('viewer@example.org'))!.role, 'communicator');
  assert.equal((await apply(changed, admin)).out, 'Nothing to change.\n');
  const trail = await app.people.auditTrail({ limit: 50 });
  assert.ok(trail.items.some(({ what, by }) => what === 'person.invited' && by.startsWith('token:')));
});

test('a token invites as far as its maker may; what was done before a refusal is said and stands', async (t) => {
  const { app, apply, admin, tokenOf } = await world(t);
  const owners = `${SERVICE}people:\n  - { email: boss@example.org, role: owner }\n`;
  const refused = await apply(owners, admin);
  assert.equal(refused.status, 1);
  assert.match(
    refused.err,
    /^Stopped at "invite boss@example\.org as owner": Only an owner invites an owner/,
  );
  assert.match(refused.err, /\n4 of 5 changes made; they stand\./);
  assert.deepEqual(await app.people.invites.list(), []);
  const goesOn = await apply(owners, await tokenOf('owner'));
  assert.match(goesOn.out, /^invite boss@example\.org as owner\nInvitation of .*\n1 change made\.\n$/);
});

test('a token with too little and a wrong file are told so in words, and change nothing', async (t) => {
  const { app, apply, admin, file, tokenOf } = await world(t);
  const poor = await apply(SERVICE, await tokenOf('owner', ['watch:write', 'catalog:read']));
  assert.equal(poor.status, 1);
  assert.match(poor.err, /takes a token with catalog:read, catalog:write, watch:read, watch:write\.$/m);
  assert.match((await apply(SERVICE, '')).err, /CANDOR_TOKEN is not set\./);
  assert.match((await apply(SERVICE, `cnd_${'x'.repeat(43)}`)).err, /was not accepted/);

  const cases: [text: string, said: RegExp][] = [
    [`page:\n  name: [`, /candor\.yaml:2:\d+: /],
    [`pages: 1\n`, /candor\.yaml:1:\d+: pages: /],
    [`page:\n  name: A\n  colour: red\n`, /candor\.yaml:3:\d+: page\.colour: /],
    [
      `monitors:\n  - name: M\n    component: checkout\n    target:\n      kind: tcp\n      host: h\n      port: 99999\n`,
      /candor\.yaml:7:\d+: monitors\[0\]\.target\.port: /,
    ],
    [
      `components:\n  - slug: new-one\n`,
      /candor\.yaml:2:\d+: components\[0\]\.name: this component is new and not whole/,
    ],
    [
      `components:\n  - slug: checkout\n    group: Nowhere\n`,
      /candor\.yaml:3:\d+: components\[0\]\.group: there is no group "Nowhere"/,
    ],
    [
      `components:\n  - slug: checkout\n  - slug: checkout\n`,
      /candor\.yaml:3:\d+: components\[1\]\.slug: "checkout" stands in the file twice/,
    ],
    [`people:\n  - { email: nobody, role: viewer }\n`, /candor\.yaml:2:\d+: people\[0\]\.email: /],
    [``, /candor\.yaml is empty/],
  ];
  const before = JSON.stringify([await app.catalog.pages.list(), await app.catalog.components.list()]);
  for (const [text, said] of cases) {
    const { status, err, out } = await apply(text, admin);
    assert.deepEqual([status, out], [1, ''], text);
    assert.match(err, said);
    assert.ok(!err.includes('    at '), err);
  }
  assert.equal(JSON.stringify([await app.catalog.pages.list(), await app.catalog.components.list()]), before);

  rmSync(file);
  const gone = await candor(['apply', '-f', file], { CANDOR_TOKEN: admin });
  assert.deepEqual([gone.status, gone.err.includes(`There is no file ${file}.`)], [1, true], gone.err);
});

test('templates are as much code as the rest, and change only where they differ', async (t) => {
  const { app, apply, admin } = await world(t);
  const templates = `templates:
  - kind: no_change
    locale: en
    segment: partners
    subject: "{{ title }}"
    body: |
      No change since {{ unchangedSince }}. {{ whatUsersSee }} {{ whoIsAffected }} {{ action }} {{ workaround }}
      Next word by {{ nextUpdateBy }}.
    short: "{{ title }}"
    banner: "{{ title }}"
`;
  const made = await apply(templates, admin);
  assert.match(made.out, /^add template no_change \/ plain \/ en \/ partners$/m, made.err);
  assert.equal((await apply(templates, admin)).out, 'Nothing to change.\n');
  const edited = await apply(templates.replace('banner: "', 'banner: "Now: '), admin);
  assert.match(edited.out, /^change template no_change \/ plain \/ en \/ partners: banner$/m, edited.err);
  assert.equal((await app.words.templates.list())[0]!.version, 2);
  const wrong = await apply(templates.replace('kind: no_change', 'kind: nothing'), admin);
  assert.match(wrong.err, /candor\.yaml:2:\d+: templates\[0\]\.kind: invalid option/i);
});
