/** The scheduler under load and under odd clocks, with probes that answer on the same hand-moved clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Monitor } from '@candor/protocol/watch.ts';
import { handClock } from '#lib/clock.ts';
import { silentLog } from '#lib/log.ts';
import { createLoops } from '#lib/loop.ts';
import { createEngine } from './engine.ts';
import type { ProbeResult } from './probes/index.ts';
import type { Recorder } from './recorder.ts';
import { newStanding } from './verdict.ts';

const UP: ProbeResult = {
  outcome: 'up',
  failure: null,
  detail: 'answered 200 after 5 ms',
  latencyMs: 5,
  phases: {},
  httpStatus: 200,
  certificateExpiresAt: null,
};

function stage(
  count: number,
  answerAfterMs: (url: string) => number,
  { lastPlannedAgoMs }: { lastPlannedAgoMs?: number } = {},
) {
  const clock = handClock('2026-03-02T10:00:00.000Z');
  const log = silentLog();
  const loops = createLoops({ clock, log });
  const checks = new Map<string, number[]>();
  let most = 0;
  let running = 0;
  const engine = createEngine({
    clock,
    log,
    loops,
    calendar: { silencing: () => null, silencedUntilMs: () => null, onChange: () => {} },
    recorder: { add() {}, forget() {} } as unknown as Recorder,
    probe(target) {
      const { url } = target as { url: string };
      checks.set(url, [...(checks.get(url) ?? []), clock.nowMs()]);
      most = Math.max(most, ++running);
      return new Promise((resolve) =>
        clock.at(clock.nowMs() + answerAfterMs(url), () => {
          running--;
          resolve(UP);
        }),
      );
    },
  });
  const monitors = Array.from({ length: count }, (_, i) => ({
    number: i,
    monitor: {
      id: `mon_${i}`,
      name: `${i}`,
      componentId: 'cmp',
      target: { kind: 'http', url: `http://${i}/` },
      intervalSeconds: 30,
      timeoutMs: 10_000,
      confirmations: 3,
      recoverConfirmations: 2,
      recheckMs: 2_000,
      enabled: true,
      updatedAt: 'then',
    } as unknown as Monitor,
    note:
      lastPlannedAgoMs === undefined
        ? null
        : {
            standing: newStanding(),
            last: null,
            lastPlannedMs: clock.nowMs() - lastPlannedAgoMs,
            lastBeatMs: null,
          },
  }));
  engine.load(monitors);
  engine.start();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    clock,
    engine,
    monitors,
    checks,
    loops,
    pass: (ms: number) => clock.moveTo(clock.nowMs() + ms, turn),
    most: () => most,
  };
}

test('1,000 monitors of a restarted server are checked within a second and a bit, each once', async () => {
  const { checks, pass, engine } = stage(1_000, () => 5, { lastPlannedAgoMs: 120_000 });
  await pass(1_100);
  assert.equal(checks.size, 1_000);
  assert.ok([...checks.values()].every((times) => times.length === 1));
  await engine.stop();
});

test('each monitor keeps its interval, and monitors made together do not stay together', async () => {
  const { checks, pass, engine } = stage(200, () => 20);
  await pass(5 * 60_000);
  const seconds = new Map<number, number>();
  for (const times of checks.values()) {
    const gaps = times.slice(2).map((ms, i) => ms - times[i + 1]!);
    assert.ok(
      gaps.every((gap) => gap === 30_000),
      gaps.join(),
    );
    const second = Math.floor((times.at(-1)! % 30_000) / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  assert.ok(Math.max(...seconds.values()) < 40, 'spread');
  await engine.stop();
});

test('targets that hang do not starve the others', async () => {
  // 600 of 700 hang for the whole timeout; the hundred others have to keep their times.
  const { checks, pass, engine } = stage(700, (url) => (Number(/\d+/.exec(url)![0]) < 600 ? 10_000 : 5), {
    lastPlannedAgoMs: 120_000,
  });
  await pass(95_000);
  for (let i = 600; i < 700; i++) {
    const times = checks.get(`http://${i}/`)!;
    assert.ok(times.length >= 3, `${i} was checked ${times.length} times`);
    for (const [j, ms] of times.slice(1).entries()) assert.ok(ms - times[j]! <= 35_000);
  }
  await engine.stop();
});

test('a machine that slept takes up its checks at once, and makes up for none', async () => {
  const { clock, checks, pass, engine } = stage(50, () => 5);
  await pass(60_000);
  const before = [...checks.values()].reduce((sum, times) => sum + times.length, 0);
  clock.jumpTo(clock.nowMs() + 8 * 3_600_000);
  await pass(31_000);
  const after = [...checks.values()].reduce((sum, times) => sum + times.length, 0);
  assert.ok(after - before >= 50 && after - before <= 110, `${after - before}`);
  await engine.stop();
});

test('a clock that is set back stops no checks', async () => {
  const { clock, checks, pass, engine, monitors } = stage(20, () => 5);
  await pass(60_000);
  const before = checks.get('http://3/')!.length;
  clock.jumpTo(clock.nowMs() - 3 * 3_600_000);
  // Any event wakes the loop; the watchdog is such an event when nothing else is.
  engine.load(monitors.map((known) => ({ ...known, monitor: { ...known.monitor, updatedAt: 'now' } })));
  await pass(65_000);
  assert.ok(checks.get('http://3/')!.length >= before + 2);
  await engine.stop();
});

test('a check in flight holds its monitor back, not the plan: no two at a time without doubt', async () => {
  const { checks, pass, engine, most } = stage(1, () => 45_000);
  await pass(44_000);
  assert.ok(most() <= 3, 'at most the confirmations run beside each other');
  assert.ok(checks.get('http://0/')!.length <= 3);
  await engine.stop();
});
