/**
 * Kill −9 at random points of a whole outage, of Candor and of its database, with real processes from outside: after
 * each restart the outage goes on as one, and at the end everybody was told everything that was acknowledged.
 * KILL_SEED repeats a run's choices, KILLS says how many.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type ReceivedMail, startMailServer, startWebhookReceiver } from '../mocks/index.ts';
import { openCandorProcess, until } from './candor-process.ts';
import { startService } from './house.ts';

const SEED = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const KILLS = Number(process.env['KILLS'] ?? 16);
const MAIL_CONNECTIONS = 2;
const READERS = Array.from({ length: 6 }, (_, i) => `reader-${i}@example.com`);
const SECRET = `whsec_${Buffer.from('a secret of this story only').toString('base64')}`;
const CADENCE_SECONDS = 9;

/** Mulberry32: the same seed gives the same kills. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Update = {
  id: string;
  phase: string;
  origin: string;
  text: Record<string, string>;
  nextUpdateBy: string | null;
};
type Incident = {
  id: string;
  phase: string;
  startedAt: string;
  recoveredAt: string | null;
  updates: Update[];
  promises: { updateId: string; outcome: string }[];
};
type Delivery = {
  id: string;
  kind: string;
  carrier: string;
  recipientId: string;
  updateId: string | null;
  state: string;
};
type Told = { data: { update?: { id: string } } };

const updateOf = (body: unknown) => (body as Told).data.update?.id;

const hhmm = (instant: string) => instant.slice(11, 16);

test(`kill −9 at ${KILLS} points of an outage (KILL_SEED=${SEED})`, { timeout: 420_000 }, async (t) => {
  console.log(`# KILL_SEED=${SEED}`);
  const random = randomOf(SEED);
  const mail = await startMailServer();
  const webhooks = await startWebhookReceiver({ secret: SECRET });
  const service = await startService();
  const candor = await openCandorProcess(t, {
    env: {
      SMTP_URL: mail.url,
      MAIL_FROM: 'Demo Shop Status <status@shop.example>',
      MAIL_CONNECTIONS: String(MAIL_CONNECTIONS),
    },
  });
  t.after(async () => void (await Promise.all([mail.close(), webhooks.close(), service.close()])));

  const component = await candor.ok<{ id: string }>('POST', '/api/v1/components', {
    slug: 'checkout',
    name: { en: 'Checkout' },
  });
  await candor.ok('PUT', '/api/v1/tell/settings', {
    cadenceSeconds: { 1: CADENCE_SECONDS, 2: CADENCE_SECONDS, 3: CADENCE_SECONDS, 4: CADENCE_SECONDS },
    firstWordHoldSeconds: 1,
    undoHoldSeconds: 1,
  });
  await candor.ok('POST', '/api/v1/monitors', {
    name: 'Checkout answers',
    componentId: component.id,
    target: { kind: 'http', url: service.url, assertions: [{ type: 'status', oneOf: ['2xx'] }] },
    intervalSeconds: 1,
    timeoutMs: 800,
    recheckMs: 200,
    opensIncident: 1,
  });
  for (const address of READERS)
    await candor.ok('POST', '/api/v1/subscribers', { carrier: 'email', address, confirmed: true });
  await candor.ok('POST', '/api/v1/subscribers', {
    carrier: 'webhook',
    address: webhooks.url,
    secret: SECRET,
    everyNote: false,
  });
  await pause(2_500);

  /** Asks until a living Candor answers. */
  const ask = <T>(path: string) =>
    until(
      `GET ${path}`,
      async () => {
        const answer = await candor.api<T>('GET', path).catch(() => null);
        return answer?.status === 200 ? answer.body : null;
      },
      60_000,
    );
  const incidents = async () => (await ask<{ items: { id: string }[] }>('/api/v1/incidents')).items;
  const incident = async () => {
    const [newest] = await incidents();
    return newest ? ask<Incident>(`/api/v1/incidents/${newest.id}`) : null;
  };

  const acknowledged: { phase: string; text: string }[] = [];
  /** As an author would: what was not answered is looked for, and sent again when it is not there. */
  async function say(phase: string, text: string): Promise<void> {
    const { id } = (await incident())!;
    for (;;) {
      const answer = await candor
        .api<{ code?: string }>('POST', `/api/v1/incidents/${id}/updates`, { phase, text: { en: text } })
        .catch(() => null);
      if (answer && answer.status < 300) return void acknowledged.push({ phase, text });
      if (answer && answer.status !== 503) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      const drafts = (await ask<{ items: Update[] }>(`/api/v1/incidents/${id}/drafts`)).items;
      const there = [...drafts, ...(await incident())!.updates].some((one) => one.text['en']!.includes(text));
      if (there) return;
      await pause(100);
    }
  }

  let kills = 0;
  const killed: string[] = [];
  async function killAndRestart() {
    const what = random();
    const name = what < 0.6 ? 'Candor' : what < 0.8 ? 'database' : 'both';
    killed.push(name);
    if (name !== 'Candor') candor.killPostmaster();
    if (name !== 'database') {
      await candor.kill();
      if (random() < 0.3) await pause(Math.floor(random() * 3_000));
      candor.begin();
    }
    kills += 1;
  }
  /** The next `count` kills, at any time of what goes on meanwhile. */
  async function killing(count: number) {
    for (let i = 0; i < count; i++) {
      await pause(Math.floor(random() * 3_500));
      await killAndRestart();
      // At times a kill meets a Candor that is still starting.
      if (random() < 0.75) await candor.ready();
      else await pause(Math.floor(random() * 1_200));
    }
    await candor.ready();
  }
  const third = Math.ceil(KILLS / 3);

  service.set('500');
  const breaking = killing(third);
  await until('an incident', incident, 60_000);
  await breaking;
  await until('the first word', async () => (await incident())?.updates.length, 60_000);
  const { startedAt } = (await incident())!;

  const speaking = killing(third);
  let going = true;
  void speaking.finally(() => {
    going = false;
  });
  for (let n = 1; going; n++) {
    await say(
      'identified',
      `You cannot pay at the checkout since ${hhmm(startedAt)} UTC; this affects everybody. We know the cause, and we are starting database number ${n} now. There is no workaround yet.`,
    );
    await pause(600);
  }
  await speaking;

  const recovering = killing(Math.max(0, KILLS - 2 * third));
  await pause(1_000);
  service.set('fine');
  const back = await until('the recovery', async () => (await incident())?.recoveredAt, 60_000);
  const promised = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await say(
    'resolved',
    `You have been able to pay again since ${hhmm(back)} UTC. Checkout failed for everybody from ${hhmm(startedAt)} UTC. No order was lost. We will publish what happened on this page by ${promised}. We are sorry that you could not pay. Thank you for waiting.`,
  );
  await recovering;
  await until('"resolved"', async () => (await incident())!.phase === 'resolved', 60_000);
  const end = (await incident())!;
  await until(
    'every delivery settled',
    async () => (await ask<{ settled: boolean }>(`/api/v1/deliveries/progress?incidentId=${end.id}`)).settled,
    60_000,
  );
  console.log(`# killed: ${killed.join(', ')}; ${acknowledged.length} updates acknowledged`);

  // One outage, and every acknowledged word is in its history and on its page, once.
  assert.equal((await incidents()).length, 1, 'the outage went on as one incident');
  const page = await until('the page of the incident', async () => {
    const { text } = await candor.page(`/incidents/${end.id}`);
    return text.includes('able to pay again') ? text : null;
  });
  for (const { text } of acknowledged) {
    const found = end.updates.filter((update) => update.text['en']!.includes(text));
    assert.equal(found.length, 1, `"${text}" is in the history once`);
    assert.ok(page.includes(text.replaceAll('"', '&quot;')), `"${text}" is on the page`);
  }

  // Every promise has its outcome, and the public sees the sums.
  const promising = end.updates.filter(({ nextUpdateBy }) => nextUpdateBy).map(({ id }) => id);
  assert.deepEqual(end.promises.map(({ updateId }) => updateId).sort(), promising.sort());
  const snapshot = (await (await fetch(`${candor.url}/snapshot.json`)).json()) as {
    snapshot: { incidents: { id: string; promises: Record<string, number> }[] };
  };
  const count = (outcome: string) => end.promises.filter((one) => one.outcome === outcome).length;
  assert.deepEqual(snapshot.snapshot.incidents[0]!.promises, {
    kept: count('kept'),
    keptByNote: count('kept-by-note'),
    missed: count('missed'),
  });

  // Nobody is skipped: a row for everybody and every word, and what is called accepted arrived.
  const deliveries: Delivery[] = [];
  for (let after = ''; ; ) {
    const answer = await ask<{ items: Delivery[]; next: string | null }>(
      `/api/v1/deliveries?incidentId=${end.id}&limit=500${after}`,
    );
    deliveries.push(...answer.items.filter(({ kind }) => kind === 'update'));
    if (!answer.next) break;
    after = `&after=${answer.next}`;
  }
  for (const { id, origin } of end.updates) {
    const rows = deliveries.filter(({ updateId }) => updateId === id);
    if (origin === 'note') assert.equal(rows.length, 0);
    else assert.equal(new Set(rows.map(({ recipientId }) => recipientId)).size, READERS.length + 1, id);
    assert.equal(rows.length, new Set(rows.map(({ recipientId }) => recipientId)).size, 'one row each');
  }
  for (const { state } of deliveries) assert.ok(['accepted', 'superseded'].includes(state), state);
  for (const delivery of deliveries.filter(({ updateId }) => updateId === end.updates.at(-1)!.id))
    assert.equal(delivery.state, 'accepted', 'everybody hears "resolved"');

  const lettersOf = (reader: string) => mail.inbox().filter(({ to }) => to.includes(reader));
  const idsOf = (letters: ReceivedMail[]) => new Set(letters.map(({ messageId }) => messageId));
  const accepted = deliveries.filter(({ state }) => state === 'accepted');
  let repeats = 0;
  for (const reader of READERS) {
    const letters = lettersOf(reader);
    assert.ok(letters.at(-1)!.subject.includes('[Resolved]'), 'the last word is the last letter');
    // Two letters with two ids and one text would be a repeat that nobody can recognise.
    assert.equal(idsOf(letters).size, new Set(letters.map(({ text }) => text)).size);
    repeats += letters.length - idsOf(letters).size;
  }
  const arrived = READERS.reduce((sum, reader) => sum + idsOf(lettersOf(reader)).size, 0);
  assert.ok(
    arrived >= accepted.filter(({ carrier }) => carrier === 'email').length,
    'accepted means arrived',
  );
  assert.ok(repeats <= MAIL_CONNECTIONS * kills, `${repeats} letters repeated over ${kills} kills`);

  const calls = webhooks.accepted().filter(({ body }) => updateOf(body));
  const idsByUpdate = Map.groupBy(calls, ({ body }) => updateOf(body)!);
  for (const [updateId, group] of idsByUpdate)
    assert.equal(new Set(group.map(({ id }) => id)).size, 1, `${updateId} has one id at the receiver`);
  assert.ok(
    webhooks.inbox().every(({ verified }) => verified),
    'every signature holds',
  );
  for (const { updateId } of accepted.filter(({ carrier }) => carrier === 'webhook'))
    assert.ok(idsByUpdate.has(updateId!), `the receiver has ${updateId}`);
  console.log(
    `# ${repeats} letters and ${webhooks.duplicates().length} webhooks came again under their own id`,
  );

  const verified = await candor.run('verify');
  assert.equal(verified.code, 0, verified.printed);
  assert.match(verified.printed, /facts, each in its place/);
});
