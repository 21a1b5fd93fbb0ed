/**
 * One trial: an outage told to many in three words while their receivers fail in every way and Candor is killed with −9
 * at random points. Afterwards everybody has the last word, nothing is called accepted that no receiver took, nobody
 * heard an older phase after a newer one, and what came twice can be counted on the open connections.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Store } from '#store';
import { messageIdOf } from '../../server/carriers/email/compose.ts';
import { misplacedIn } from '../../server/carriers/testing.ts';
import { webhookIdOf } from '../../server/carriers/webhook/index.ts';
import { type CandorProcess, until } from '../candor-process.ts';
import { MODES, type Mode, type Receivers, type Taken } from './receivers.ts';

export const CONNECTIONS = 4;
const PHASES = { investigating: 1, identified: 2, resolved: 4 } as const;
export const rankOf = (phase: string) => PHASES[phase as keyof typeof PHASES] ?? 0;

export type Chaos = {
  candor: CandorProcess;
  receivers: Receivers;
  store: Store;
  componentId: string;
  recipients: { mail: number; hooks: number };
};
export type Result = { kills: number; seen: Set<Mode>; again: number; seconds: number };

/** Mulberry32: the same seed gives the same trial. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const hhmm = (instant: string) => instant.slice(11, 16);
export const wordsOf = (phase: keyof typeof PHASES, from: string) =>
  ({
    investigating: `Checkout fails since ${hhmm(from)} UTC, so you may not be able to pay. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.`,
    identified: `You cannot pay at the checkout since ${hhmm(from)} UTC; this affects everybody. We know the cause, and we are starting another database now. There is no workaround yet.`,
    resolved: `You have been able to pay again since ${hhmm(new Date().toISOString())} UTC. Checkout failed for everybody from ${hhmm(from)} UTC. No order was lost. We will publish what happened on this page by ${new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)}. We are sorry that you could not pay. Thank you for waiting.`,
  })[phase];

type Incident = { id: string; updates: { phase: string }[] };

export async function runTrial(chaos: Chaos, name: string, seed: number): Promise<Result> {
  const { candor, receivers } = chaos;
  const random = randomOf(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least));
  const fromMs = performance.now();
  receivers.forget();
  const startedAt = new Date().toISOString();
  const incident = await candor.ok<Incident>('POST', '/api/v1/incidents', {
    title: { en: name },
    severity: 1,
    startedAt,
    components: [{ componentId: chaos.componentId, status: 'major_outage' }],
  });

  const seen = new Set<Mode>(['accept']);
  let failing = true;
  const failures = (async () => {
    while (failing) {
      for (const which of ['mail', 'hooks'] as const) {
        const mode = MODES[between(0, MODES.length)]!;
        seen.add(mode);
        receivers.set(which, mode);
      }
      await pause(between(150, 900));
    }
  })();

  let kills = 0;
  async function kill() {
    await candor.kill();
    kills += 1;
    candor.begin();
    await candor.ready();
  }
  /** As an author would: what was not answered is looked for, and said again when it is not there. */
  async function say(phase: keyof typeof PHASES) {
    for (;;) {
      const answer = await candor
        .api<object>('POST', `/api/v1/incidents/${incident.id}/updates`, {
          phase,
          text: { en: wordsOf(phase, startedAt) },
          holdSeconds: 0,
        })
        .catch(() => null);
      if (answer && answer.status < 300) return;
      if (answer && answer.status !== 503)
        throw new Error(`${phase}: ${answer.status} ${JSON.stringify(answer.body)}`);
      await until('Candor answers', () => candor.readiness().then((ready) => ready?.status === 200), 60_000);
      const now = await candor.ok<Incident>('GET', `/api/v1/incidents/${incident.id}`);
      if (now.updates.some((update) => update.phase === phase)) return;
    }
  }

  try {
    for (const phase of ['investigating', 'identified', 'resolved'] as const) {
      if (phase === 'identified' && random() < 0.5) continue;
      const saying = say(phase);
      const dies = phase === 'investigating' || random() < 0.4;
      if (dies) {
        await pause(between(0, 1_500));
        await kill();
      }
      await saying;
      await pause(between(0, 1_200));
    }
  } finally {
    failing = false;
    await failures;
    receivers.set('mail', 'accept');
    receivers.set('hooks', 'accept');
  }
  await until(
    'everybody was told',
    async () => {
      // Counting is work too, and many trials run at once.
      await pause(400);
      const answer = await candor
        .api<{ settled: boolean }>('GET', `/api/v1/deliveries/progress?incidentId=${incident.id}`)
        .catch(() => null);
      return answer?.status === 200 && answer.body.settled;
    },
    // How fast is the bench's question; here it only has to come to an end.
    300_000,
  );
  const again = await judge(chaos, { id: incident.id, name }, kills);
  return { kills, seen, again, seconds: (performance.now() - fromMs) / 1_000 };
}

type Row = { recipientId: string; carrier: 'email' | 'webhook'; state: string; key: string; rank: number };

async function judge(chaos: Chaos, incident: { id: string; name: string }, kills: number): Promise<number> {
  const { rows } = await sql<Row>`
    select recipient_id, carrier, state, idempotency_key as key, phase_rank as rank
    from carriers_delivery where incident_id = ${incident.id} and kind = 'update'`.execute(chaos.store.db);
  const everybody = chaos.recipients.mail + chaos.recipients.hooks;
  const idOf = ({ carrier, key }: Row) =>
    carrier === 'email' ? messageIdOf({ key }, 'shop.example').slice(1).split('@')[0]! : webhookIdOf({ key });
  const mine = (taken: Taken[]) => taken.filter((one) => one.incident === incident.name);
  const [mail, hooks] = [mine(chaos.receivers.taken.mail), mine(chaos.receivers.taken.hooks)];
  const arrived = new Set([...mail, ...hooks].map(({ id }) => id));

  // Lost: nothing. Whoever is called told was told, and every row says how it ended.
  const last = rows.filter(({ rank }) => rank === PHASES.resolved);
  assert.equal(new Set(last.map(({ recipientId }) => recipientId)).size, everybody, 'a row for everybody');
  for (const { state } of last) assert.equal(state, 'accepted', 'everybody has the last word');
  for (const row of rows) {
    assert.ok(['accepted', 'superseded'].includes(row.state), `a row ended as ${row.state}`);
    if (row.state === 'accepted') assert.ok(arrived.has(idOf(row)), 'accepted means that a receiver took it');
  }
  assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length, 'one key for each row');
  assert.deepEqual(await misplacedIn(chaos.store), [], 'open exactly as long as it waits or is under way');

  // Order: no older phase after a newer one, for nobody.
  for (const taken of [mail, hooks]) {
    const newest = new Map<string, number>();
    for (const { to, rank } of taken) {
      assert.ok(rank >= (newest.get(to) ?? 0), `${to} heard ${rank} after ${newest.get(to)}`);
      newest.set(to, rank);
    }
  }

  // Twice: by its key a receiver can tell; a mail server cannot, so that it may happen once for each open connection
  // and crash, and where the receiver itself took a letter and never said so.
  const known = new Set(rows.map(idOf));
  for (const { id } of [...mail, ...hooks])
    assert.ok(known.has(id), 'nothing arrives that is not in the ledger');
  const again = mail.length - new Set(mail.map(({ id }) => id)).size;
  const allowed = kills * CONNECTIONS + chaos.receivers.dropped();
  assert.ok(again <= allowed, `${again} letters came again after ${kills} kills, ${allowed} are allowed`);
  return again;
}
