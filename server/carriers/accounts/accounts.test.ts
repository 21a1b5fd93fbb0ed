import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { inGraphemes } from '#lib/measure/text.ts';
import { type Carrier, provider, type Send } from '../carrier.ts';
import { createWorld, plan, reader, stateOf, update } from '../testing.ts';
import { settingFields } from './settings-form.ts';

const settings = z.strictObject({
  host: z.string().min(1).max(100).meta({ title: 'Host', description: 'Where it is.', example: 'a.example' }),
  key: z.string().min(4).meta({ title: 'Key', secret: true }),
  region: z.enum(['eu', 'us']).default('eu').meta({ title: 'Region' }),
});

/** A carrier of two kinds of account, whose sending the test decides by the account's host. */
function pigeon(sends: Record<string, Send>, closed: string[] = []): Carrier {
  return {
    name: 'pigeon',
    title: 'Pigeon',
    summary: 'Birds.',
    receiptMeaning: 'The bird came back.',
    audience: 'reader',
    address: {
      label: 'Roof',
      help: 'Where to land.',
      example: 'roof-1',
      secret: false,
      parse: (text) => (text.startsWith('roof') ? { address: text } : { fault: 'A roof begins with roof.' }),
    },
    forms: ['text'],
    limits: { inFlight: 4, perEndpoint: 1, timeoutMs: 5_000 },
    endpointOf: (address) => address,
    threads: true,
    providers: [
      provider({
        name: 'loft',
        title: 'Loft',
        detail: 'A loft.',
        setUp: ['Build one.'],
        settings,
        open: ({ host, key }) => ({
          send: sends[host]!,
          check: async () => [{ what: 'key', ok: key === 'right', detail: key.replace(/./g, '•') }],
          close: async () => void closed.push(host),
        }),
      }),
    ],
    show: ({ form }) => ({ texts: [{ text: form.text, measure: inGraphemes(form.text, 300) }] }),
  };
}

const accepts =
  (log: string[], name: string): Send =>
  async ({ address, thread }) => {
    log.push(`${name}:${address}${thread ? ` after ${thread.last.id}` : ''}`);
    return { outcome: 'accepted', receipt: { id: `${name}-${log.length}` } };
  };
const down: Send = async () => ({ outcome: 'later', error: 'The loft is locked.', scope: 'provider' });

async function open(t: Parameters<typeof createWorld>[0], sends: Record<string, Send>, closed?: string[]) {
  const world = await createWorld(t);
  const opened = await world.open();
  opened.carriers.register(pigeon(sends, closed));
  await opened.carriers.start();
  const add = (host: string, key = 'right') =>
    opened.carriers.accounts.create('pigeon', {
      provider: 'loft',
      name: host || 'nameless',
      settings: { host, key },
    });
  return { world, ...opened, add };
}

const roof = { carrier: 'pigeon', address: 'roof-1' };

test('the form is made from the schema', () => {
  const [loft] = pigeon({}).providers;
  assert.deepEqual(settingFields(loft!), [
    {
      name: 'host',
      title: 'Host',
      help: 'Where it is.',
      kind: 'text',
      options: null,
      required: true,
      secret: false,
      fallback: null,
      example: 'a.example',
    },
    {
      name: 'key',
      title: 'Key',
      help: null,
      kind: 'text',
      options: null,
      required: true,
      secret: true,
      fallback: null,
      example: null,
    },
    {
      name: 'region',
      title: 'Region',
      help: null,
      kind: 'choice',
      options: ['eu', 'us'],
      required: false,
      secret: false,
      fallback: 'eu',
      example: null,
    },
  ]);
});

test('when a way fails the next takes over with the same delivery, and the failing one is probed', async (t) => {
  const log: string[] = [];
  const sends: Record<string, Send> = { first: down, second: accepts(log, 'second') };
  const { world, carriers, settle, moveBy, add } = await open(t, sends);
  await add('first');
  await add('second');
  await settle();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a', roof)]);
  await settle();
  assert.deepEqual(log, ['second:roof-1']);
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['accepted']);
  const [delivery] = (await carriers.ledger.list({ recipientId: 'sub_a' })).items;
  assert.equal(delivery!.attempts, 1);
  const states = () =>
    carriers
      .describe()
      .find(({ name }) => name === 'pigeon')!
      .ways.map(({ name, state }) => `${name} ${state}`);
  assert.deepEqual(states(), ['first open', 'second closed']);
  sends['first'] = accepts(log, 'first');
  await carriers.accounts.update((await carriers.accounts.list('pigeon'))[0]!.id, { name: 'mended' });
  await moveBy(2_000);
  await plan(world, carriers, update('identified', 2), [reader('sub_a', roof)]);
  await settle();
  assert.equal(log.at(-1), 'first:roof-1 after second-1');
  assert.deepEqual(states(), ['mended closed', 'second closed']);
});

test('without a way that works nothing is lost and no attempt is used up', async (t) => {
  const log: string[] = [];
  const { world, carriers, settle, moveBy, add } = await open(t, { first: accepts(log, 'first') });
  await plan(world, carriers, update('investigating', 1), [reader('sub_a', roof)]);
  await settle();
  const [waiting] = (await carriers.ledger.list({ recipientId: 'sub_a' })).items;
  assert.equal(waiting!.state, 'deferred');
  assert.equal(waiting!.attempts, 0);
  assert.match(waiting!.lastError!, /Add an account of Pigeon/);
  await add('first');
  await moveBy(10_000);
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['accepted']);
});

test('secrets are sealed, never shown, and stay when they come back as null', async (t) => {
  const { world, carriers, settle, add } = await open(t, { first: down });
  const made = await add('first', 'swordfish');
  assert.deepEqual(made.settings, { host: 'first', region: 'eu', key: null });
  const { rows } = await sql`select settings::text as settings, secrets from carriers_account`.execute(
    world.store.db,
  );
  assert.doesNotMatch(JSON.stringify(rows), /swordfish/);
  const changed = await carriers.accounts.update(made.id, { settings: { region: 'us', key: null } });
  assert.deepEqual(changed.settings, { host: 'first', region: 'us', key: null });
  await settle();
  assert.deepEqual(await carriers.check(made.id), [{ what: 'key', ok: false, detail: '•••••••••' }]);
});

test('what is wrong is named, and nothing is kept of it', async (t) => {
  const { carriers, add } = await open(t, { first: down });
  await assert.rejects(add('', 'abc'), (error: { errors?: { path: string }[] }) => {
    assert.deepEqual(error.errors?.map(({ path }) => path).sort(), ['settings.host', 'settings.key']);
    return true;
  });
  await assert.rejects(
    carriers.accounts.create('pigeon', { provider: 'nest', name: 'x', settings: {} }),
    /leaves through loft/,
  );
  await assert.rejects(
    carriers.accounts.create('webhook', { provider: 'x', name: 'x', settings: {} }),
    /needs no account/,
  );
  await assert.rejects(
    carriers.accounts.create('owl', { provider: 'x', name: 'x', settings: {} }),
    /no carrier "owl"/,
  );
  assert.deepEqual(await carriers.accounts.list(), []);
});

test('an account that is removed or switched off is closed', async (t) => {
  const closed: string[] = [];
  const { carriers, settle, add } = await open(t, { first: down, second: down }, closed);
  const first = await add('first');
  const second = await add('second');
  await settle();
  await carriers.accounts.remove(first.id);
  await carriers.accounts.update(second.id, { enabled: false });
  await settle();
  assert.deepEqual(closed.sort(), ['first', 'second']);
  assert.equal(carriers.describe().find(({ name }) => name === 'pigeon')!.ready, false);
});

test('a test goes through the ledger, to an address only', async (t) => {
  const log: string[] = [];
  const { carriers, settle, add } = await open(t, { first: accepts(log, 'first') });
  await add('first');
  await settle();
  await assert.rejects(carriers.test('pigeon', 'cellar'), /A roof begins with roof/);
  const id = await carriers.test('pigeon', 'roof-9');
  await settle();
  assert.equal((await carriers.ledger.get(id)).state, 'accepted');
  assert.deepEqual(log, ['first:roof-9']);
});

test('what failed by an account is tried at once when the account is mended', async (t) => {
  const log: string[] = [];
  const sends: Record<string, Send> = {
    first: async () => ({ outcome: 'later', error: 'No such loft here.' }),
    second: accepts(log, 'second'),
  };
  const { world, carriers, settle, moveBy, add } = await open(t, sends);
  const account = await add('first');
  await settle();
  await plan(world, carriers, update('investigating', 1), [reader('sub_a', roof)]);
  await settle();
  await moveBy(40_000);
  const [waiting] = (await carriers.ledger.list({ recipientId: 'sub_a' })).items;
  assert.equal(waiting!.state, 'deferred');
  assert.ok(Date.parse(waiting!.nextAt!) > world.clock.nowMs());
  await carriers.accounts.update(account.id, { settings: { host: 'second' } });
  await settle();
  assert.deepEqual(await stateOf(carriers, 'sub_a'), ['accepted']);
});
