/**
 * A whole outage with the power cut at some of its writes: before they are sent, or after the database answered them.
 * After each cut the story goes on with another process on the same database (and may be cut while that one starts),
 * and its history is compared with the uncut run.
 */
import assert from 'node:assert/strict';
import { type House, minutes, openHouse, seconds } from './house.ts';

export type Cut = { index: number; moment: 'before' | 'after' };

const WRITES = /^\s*(insert|update|delete|commit|with[\s\S]*\b(insert|update|delete)\b)/i;
const at = (instant: string) => instant.slice(11, 16);

/** What the author was answered; each of these has to be in the history at the end. */
type Acknowledged = { phase: string; text: string }[];

/** One history, without ids and times that differ from run to run. */
type History = { facts: string[]; mailed: string[]; phases: string[]; writes: number };

export async function runOutage(t: Parameters<typeof openHouse>[0], cuts: readonly Cut[]): Promise<History> {
  let writes = 0;
  let armed = false;
  let dark = false;
  const house = await openHouse(t, {
    hook(moment, sql) {
      if (dark) throw new Error('the power is gone');
      if (!armed || !WRITES.test(sql)) return;
      if (moment === 'before') writes += 1;
      if (cuts.some((cut) => writes - 1 === cut.index && moment === cut.moment)) {
        dark = true;
        throw new Error('the power is cut');
      }
    },
  });
  for (const address of ['a@example.com', 'b@example.com']) await house.subscribe(address);
  await house.app.tell.settings.set({ cadenceSeconds: { 1: 90, 2: 90, 3: 90, 4: 90 }, undoHoldSeconds: 2 });
  await house.forward(minutes(1));
  armed = true;

  /** Starts another process after a cut, and one more when that one is cut too. */
  async function mend() {
    while (dark) {
      await house.kill();
      dark = false;
      await house.begin().catch((error) => {
        if (!dark) throw error;
      });
    }
  }
  /** Moves on until something is seen, over the cut if it comes on the way. */
  const until = async (done: () => Promise<boolean>, ms: number) => {
    for (
      const endMs = house.clock.nowMs() + ms;
      house.clock.nowMs() < endMs;
      await house.forward(seconds(3))
    ) {
      await mend();
      if (await done().catch(() => false)) return;
    }
    await mend();
    assert.ok(await done(), `it did not happen within ${ms / 1_000} s of the story's time`);
  };
  const incident = () => house.incident();
  const acknowledged: Acknowledged = [];

  /** Looks for a word that was not answered, over further cuts. */
  async function isThere(id: string, phase: string): Promise<boolean> {
    for (;;) {
      await mend();
      try {
        const waiting = await house.app.tell.drafts.list(id);
        const published = (await incident())!.updates.some((update) => update.phase === phase);
        return published || waiting.some((draft) => draft.input.phase === phase);
      } catch (error) {
        if (!dark) throw error;
      }
    }
  }

  /** An author who got no answer looks whether the update is there, and sends it again when it is not. */
  async function say(phase: 'identified' | 'resolved', text: string) {
    for (let tries = 0; ; tries++) {
      const { id } = (await incident())!;
      try {
        await house.app.tell.update(id, { phase, text: { en: text } }, 'system:author');
        acknowledged.push({ phase, text });
        break;
      } catch (error) {
        if (!dark || tries > 5) throw error;
        if (await isThere(id, phase)) break;
      }
    }
    await until(async () => (await incident())?.phase === phase, minutes(2));
  }

  house.service.set('500');
  await until(async () => (await incident())?.firstWordAt != null, minutes(2));
  await until(async () => (await incident())!.updates.some(({ origin }) => origin === 'note'), minutes(4));
  const { startedAt } = (await incident())!;
  await say(
    'identified',
    `You cannot pay at the checkout since ${at(startedAt)} UTC; this affects everybody. We know the cause: our payment service lost its database, and we are starting another one now. There is no workaround yet. Orders that you made before are safe.`,
  );
  house.service.set('fine');
  await until(async () => (await incident())?.recoveredAt != null, minutes(5));
  const { recoveredAt } = (await incident())!;
  await say(
    'resolved',
    `You have been able to pay again since ${at(recoveredAt!)} UTC. Checkout failed for everybody from ${at(startedAt)} UTC. No order was lost. We will publish what happened on this page by 4 March 2026. We are sorry that you could not pay. Thank you for waiting.`,
  );
  await until(async () => phasesMailed(house).every((each) => each.split(' ').length === 4), minutes(3));
  await mend();
  await house.settled();

  const end = (await incident())!;
  for (const { phase, text } of acknowledged)
    assert.ok(
      end.updates.some((update) => update.phase === phase && update.text['en']!.includes(text.slice(0, 40))),
      `the acknowledged update "${phase}" is missing`,
    );
  assert.equal(await house.app.timeline.verify(), null, 'the chain holds');
  assert.equal((await house.app.timeline.incidents({ limit: 10 })).length, 1, 'one outage, one incident');
  const facts = await house.app.timeline.read();
  return {
    facts: facts.map(({ subject, by, body, key }) =>
      [subject.split(':')[0], by.split('_')[0], body.kind, keyShape(key), gist(body)].join(' '),
    ),
    mailed: phasesMailed(house),
    phases: end.updates.map(({ phase, origin }) => `${phase} ${origin}`),
    writes,
  };
}

/** Keys hold ids; their shape is what repeats. */
const keyShape = (key: string | null) =>
  key?.replace(/[a-z]{3}_[0-9a-z]{26}/g, '#').replace(/\d{4}-[\dT:.Z-]+/g, '@') ?? '-';

function gist(body: Record<string, unknown>): string {
  const { phase, origin, severity, status, to, keptBy } = body;
  return JSON.stringify({ phase, origin, severity, status, to, keptBy });
}

/** Per reader: which letters they can tell apart, in order; a repeat has the same Message-ID. */
function phasesMailed(house: House): string[] {
  const byReader = new Map<string, Map<string, string>>([
    ['a@example.com', new Map()],
    ['b@example.com', new Map()],
  ]);
  for (const { to, messageId, subject } of house.mail.inbox())
    byReader.get(to[0]!)?.set(messageId, subject.split(' ')[0]!);
  return [...byReader].map(([reader, letters]) => [reader, ...letters.values()].join(' '));
}

/**
 * The same facts and letters. A restart takes time, in which one more note may fall due or one be missed, so notes and
 * the promises that they settle are compared as kinds; everything else has to be there exactly as often.
 */
export function compare(cut: History, whole: History): void {
  const rhythm = /"origin":"note"|promise\./;
  const steady = (facts: string[]) => facts.filter((fact) => !rhythm.test(fact)).sort();
  assert.deepEqual(steady(cut.facts), steady(whole.facts));
  assert.deepEqual(cut.mailed, whole.mailed, 'nobody is skipped, and no letter is a second one');
  const spoken = (phases: string[]) => phases.filter((phase) => !phase.endsWith('note'));
  assert.deepEqual(spoken(cut.phases), spoken(whole.phases));
}
