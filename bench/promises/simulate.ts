/**
 * Many incidents whose responders say nothing, in one Candor that is killed at random statements, whose clock is set
 * forwards and back, whose database goes away, over a night on which clocks change; while some people do speak, change
 * severities, put words off, correct, and resolve. What was published is read from the store at the end, and judged.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Severity } from '@candor/protocol/words-of-state.ts';
import { handClock } from '#lib/clock.ts';
import { type Fact, temporarySigningKey } from '#timeline';
import { createTestStore } from '../../server/store/testing.ts';
import { type Chance, createChance } from './chance.ts';
import { type Diary, judge, type Published, type Verdict } from './judge.ts';
import { type Fuse, type Process, startProcess } from './process.ts';

export type Night = { name: string; start: string; timeZone: string };

/** Clocks go forward in Berlin at 01:00 UTC, and back in New York at 06:00 UTC. */
export const NIGHTS: readonly Night[] = [
  { name: 'spring in Berlin', start: '2026-03-28T22:00:00.000Z', timeZone: 'Europe/Berlin' },
  { name: 'autumn in New York', start: '2026-11-01T03:00:00.000Z', timeZone: 'America/New_York' },
];

const MINUTE = 60_000;
const OPENING_MS = 240 * MINUTE;
const LONGEST_LIFE_MS = 80 * MINUTE;

export type Result = {
  incidents: number;
  words: number;
  notes: number;
  crashes: number;
  jumps: number;
  outages: number;
  silentMinutes: number;
  verdict: Verdict;
};

type Happening = { atMs: number; run: () => Promise<void> };

export async function simulate({
  incidents: count,
  seed,
  night,
  reaches,
}: {
  incidents: number;
  seed: number;
  night: Night;
  /** Also plan the deliveries of every word, which takes as long again and says nothing more of promises. */
  reaches: boolean;
}): Promise<Result> {
  const chance = createChance(seed);
  const clock = handClock(night.start);
  const base = await createTestStore();
  const key = temporarySigningKey();
  const fuse: Fuse = { left: null, dark: false };
  let candor: Process = startProcess(base, clock, key, fuse, { reaches });
  const silent: { fromMs: number; untilMs: number }[] = [];
  const forward: { atMs: number; byMs: number }[] = [];
  /** After which fact the clock was set, and how far it is off since. */
  const offsets: { position: number; offMs: number }[] = [
    { position: 0, offMs: clock.nowMs() - clock.monotonicMs() },
  ];
  const tally = { crashes: 0, jumps: 0, outages: 0 };
  const startMs = clock.monotonicMs();
  const endMs = startMs + OPENING_MS + LONGEST_LIFE_MS + 30 * MINUTE;

  await candor.settings.set({
    cadenceHours: { 1: 'all', 2: 'all', 3: 'business', 4: 'business' },
    businessHours: {
      timeZone: night.timeZone,
      days: [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
        { day, from: '00:00', until: '01:40' },
        { day, from: '02:20', until: '24:00' },
      ]),
      holidays: [],
    },
  });
  const component = await candor.catalog.components.create({
    slug: 'shop',
    name: { en: 'Shop', de: 'Laden' },
  });
  const head = async () => (await candor.timeline.head()).position;
  /** A person who is told that it did not work does something else; nothing is awaited of them. */
  const person = (work: () => Promise<unknown>) => async () => void (await work().catch(() => {}));

  const happenings: Happening[] = [];
  const plan = (atMs: number, run: () => Promise<void>) => happenings.push({ atMs: Math.round(atMs), run });

  for (let n = 0; n < count; n++) planIncident(n);
  planTrouble();

  function planIncident(n: number) {
    const id = `inc_${String(n).padStart(26, '0')}`;
    const openedMs = startMs + chance.between(0, OPENING_MS);
    const severity = chance.whole(1, 4) as Severity;
    const lifeMs = chance.between(10 * MINUTE, LONGEST_LIFE_MS);
    const during = () => openedMs + chance.between(MINUTE, lifeMs);
    plan(openedMs, () =>
      // The monitor's fact is written again until it is, as the recorder does.
      untilDone(() =>
        candor.store.transaction(async (tx) => {
          await candor.timeline.record(tx, [
            {
              subject: `incident:${id}`,
              by: 'rule:open-on-failure',
              key: 'opened',
              body: {
                kind: 'incident.opened',
                title: { en: `Shop fails (${n})`, de: `Laden gestört (${n})` },
                severity,
                components: [{ componentId: component.id, status: 'major_outage' }],
                startedAt: clock.now(),
                detectedAt: clock.now(),
                detectedBy: 'monitor',
                impact: null,
                automaticFirstWord: true,
              },
            },
          ]);
        }),
      ),
    );
    const { tell, respond } = { tell: () => candor.tell, respond: () => candor.respond };
    const hhmm = () => clock.now().slice(11, 16);
    const text = (what: string) => ({
      en: `You cannot buy in the shop; this affects everybody since ${hhmm()} UTC. We are working on ${what}. There is no workaround yet. We are sorry that you cannot buy.`,
    });
    if (chance.happens(0.06))
      plan(
        during(),
        person(() =>
          tell().update(
            id,
            { phase: 'identified', text: text('the repair'), holdSeconds: chance.whole(0, 90), override },
            'system:person',
          ),
        ),
      );
    if (chance.happens(0.05))
      plan(
        during(),
        person(() =>
          respond().changeSeverity(
            id,
            { severity: chance.whole(1, 4) as Severity, reason: null },
            'system:person',
          ),
        ),
      );
    if (chance.happens(0.03))
      plan(
        during(),
        person(() =>
          tell().snooze(
            id,
            {
              until: new Date(clock.nowMs() + chance.whole(20, 70) * MINUTE).toISOString(),
              reason: { en: 'We wait for a spare part' },
            },
            'system:person',
          ),
        ),
      );
    if (chance.happens(0.02))
      plan(
        during(),
        person(() => tell().acknowledgePromise(id, 'system:person')),
      );
    if (chance.happens(0.9))
      plan(
        openedMs + lifeMs,
        person(() =>
          tell().update(
            id,
            {
              phase: 'resolved',
              text: text('nothing any more'),
              holdSeconds: chance.of([0, 0, 10]),
              override,
            },
            'system:person',
          ),
        ),
      );
  }

  function planTrouble() {
    const each = (everyMs: number, run: () => Promise<void>) => {
      for (
        let atMs = startMs + chance.between(0, everyMs);
        atMs < endMs - 10 * MINUTE;
        atMs += chance.between(0.3 * everyMs, 1.7 * everyMs)
      )
        plan(atMs, run);
    };
    each(18 * MINUTE, async () => {
      // At any statement from here on: before a write, between a write and its reaction, or at a commit.
      fuse.left = chance.whole(1, 400);
    });
    each(30 * MINUTE, async () => {
      if (await isGone()) return;
      const byMs = jumpOf(chance);
      offsets.push({ position: await head(), offMs: offsets.at(-1)!.offMs + byMs });
      if (byMs > 0) forward.push({ atMs: clock.monotonicMs(), byMs });
      clock.jumpTo(clock.nowMs() + byMs);
      tally.jumps += 1;
    });
    each(80 * MINUTE, async () => {
      const fromMs = clock.monotonicMs();
      await base.takeAway();
      await move(chance.whole(2_000, 4 * MINUTE));
      await base.takeBack();
      while (candor.store.state() === 'down') await pause(20);
      tally.outages += 1;
      silent.push({ fromMs, untilMs: clock.monotonicMs() + 1_000 });
      await mend();
    });
  }

  const isGone = async () => fuse.dark || candor.store.state() === 'down';

  async function untilDone(work: () => Promise<unknown>) {
    for (;;)
      try {
        return void (await work());
      } catch {
        if (candor.store.state() === 'down') await move(1_000);
        await mend();
      }
  }

  /** The power is cut: nobody runs for a while, then another process does, which may be cut while it starts. */
  async function mend() {
    while (fuse.dark) {
      tally.crashes += 1;
      const fromMs = clock.monotonicMs();
      await candor.end();
      fuse.left = chance.happens(0.1) ? chance.whole(1, 60) : null;
      clock.jumpTo(clock.nowMs());
      await clock.moveTo(clock.nowMs() + (chance.happens(0.5) ? 0 : chance.whole(0, 8 * MINUTE)));
      fuse.dark = false;
      candor = startProcess(base, clock, key, fuse, { reaches });
      await candor.loops.settled();
      silent.push({ fromMs, untilMs: clock.monotonicMs() });
    }
  }

  /** In small steps while the power may be cut, so that what died does not lie dead for long. */
  async function move(ms: number) {
    const untilMs = clock.monotonicMs() + ms;
    while (clock.monotonicMs() < untilMs) {
      const leftMs = untilMs - clock.monotonicMs();
      const stepMs = fuse.left === null ? leftMs : Math.min(leftMs, 1_000);
      const fromMs = clock.monotonicMs();
      await clock.moveTo(clock.nowMs() + stepMs, candor.loops.settled);
      if (fuse.dark) silent.push({ fromMs, untilMs: clock.monotonicMs() });
      await mend();
    }
  }

  await candor.loops.settled();
  happenings.sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, run } of happenings) {
    if (atMs > clock.monotonicMs()) await move(atMs - clock.monotonicMs());
    await run();
    await candor.loops.settled();
    await mend();
  }
  fuse.left = null;
  await move(Math.max(0, endMs - clock.monotonicMs()));

  const diary: Diary = { silent: joined(silent), forward, endMs: clock.monotonicMs(), now: clock.now() };
  const trueOf = ({ position, recordedAt }: Fact) =>
    Date.parse(recordedAt) - offsets.findLast((one) => one.position < position)!.offMs;
  const records = await published(candor, trueOf);
  await candor.end();
  await base.close();
  const verdict: Verdict = {
    promises: 0,
    kept: 0,
    missed: 0,
    worstOverMs: Number.NEGATIVE_INFINITY,
    faults: [],
  };
  for (const record of records.values()) {
    const one = judge(record, diary);
    verdict.promises += one.promises;
    verdict.kept += one.kept;
    verdict.missed += one.missed;
    verdict.worstOverMs = Math.max(verdict.worstOverMs, one.worstOverMs);
    verdict.faults.push(...one.faults);
  }
  if (records.size < count) verdict.faults.push(`${count - records.size} incidents were never told of`);
  const updates = [...records.values()].flat().filter((one) => one.kind === 'update');
  return {
    incidents: records.size,
    words: updates.length,
    notes: updates.filter(({ origin }) => origin === 'note').length,
    ...tally,
    silentMinutes: Math.round(
      diary.silent.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0) / MINUTE,
    ),
    verdict,
  };
}

/** What people write here is not what is tried. */
const override = { reason: 'The words are not what this run is about.' };

/** Seconds as a time server sets them, hours as people do. */
function jumpOf(chance: Chance): number {
  const size = chance.of([() => chance.between(1_000, 20_000), () => chance.between(MINUTE, 90 * MINUTE)])();
  return Math.round(size) * (chance.happens(0.5) ? 1 : -1);
}

/** Spans that overlap count once. */
function joined(spans: readonly { fromMs: number; untilMs: number }[]) {
  const made: { fromMs: number; untilMs: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = made.at(-1);
    if (last && span.fromMs <= last.untilMs) last.untilMs = Math.max(last.untilMs, span.untilMs);
    else made.push({ ...span });
  }
  return made;
}

/** The record of each incident: what the page and the public log show, and nothing else. */
async function published(candor: Process, trueOf: (fact: Fact) => number): Promise<Map<string, Published[]>> {
  const records = new Map<string, Published[]>();
  for (let after = 0; ; ) {
    const facts = await candor.timeline.read({
      kinds: ['update.published', 'promise.kept', 'promise.missed'],
      after,
      limit: 5_000,
    });
    for (const fact of facts) {
      const record = records.get(fact.subject) ?? [];
      if (record.length === 0) records.set(fact.subject, record);
      const { body, at } = fact;
      if (body.kind === 'update.published') {
        const { updateId: id, nextUpdateBy, text, origin } = body;
        record.push({
          kind: 'update',
          id,
          at,
          trueMs: trueOf(fact),
          nextUpdateBy,
          text: text['en'] ?? '',
          origin,
        });
      } else if (body.kind === 'promise.kept' || body.kind === 'promise.missed') {
        const { updateId, dueAt } = body;
        record.push({ kind: body.kind === 'promise.kept' ? 'kept' : 'missed', updateId, dueAt });
      }
    }
    const last = facts.at(-1);
    if (!last || facts.length < 5_000) return records;
    after = last.position;
  }
}
