/**
 * Visitors of the demo shop, generated with a known truth: how many come follows a repeating profile, and while the
 * shop is broken a known share of them no longer buys. Their browsers report through the ordinary beacon; the past is
 * brought in through the ordinary import.
 */

import type { Candor } from './candor.ts';
import type { Shop } from './shop.ts';

/** A season of the demo is five minutes long, so that its history fits into one hour. */
const BUCKET_SECONDS = 5;
const SEASON_SECONDS = 300;
const SEASONS = 20;
/** Enough that a dip of a fifth would be found in most windows of this length; below, the report rightly says it cannot tell. */
const SESSIONS_PER_SECOND = 60;
const BUYS = 0.3;
/** The truth that the report is compared with: of the visitors during the outage, this share of buyers is lost. */
const TRUE_EFFECT = -0.6;
/** An interval of 95 % misses the truth in one run of twenty; beyond this much more something is wrong. */
const SLACK = 0.1;
const BOUNCES = 0.35;
/** How long a visitor who does not leave at once looks at the shop. */
const LOOKS_SECONDS = 40;

export type Traffic = {
  importHistory(candor: Candor): Promise<void>;
  historyBuckets(): number;
  start(candorUrl: string): void;
  breakNow(): void;
  mend(): void;
  compare(
    candor: Candor,
    incidentId: string,
  ): Promise<{
    metric: string;
    trueEffect: number;
    measured: number | null;
    low: number | null;
    high: number | null;
    verdict: string;
  }>;
  stop(): void;
};

/** A small repeatable source of chance (mulberry32). */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createTraffic({ shop, seed = 20_261_124 }: { shop: Shop; seed?: number }): Traffic {
  const random = chance(seed);
  let broken = false;
  let timer: NodeJS.Timeout | undefined;
  let buckets = 0;
  let visitor = 0;

  /** Poisson by Knuth's product, for small means. */
  const poisson = (mean: number) => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = random(); product > limit; product *= random()) count += 1;
    return count;
  };
  const rateAt = (ms: number) =>
    SESSIONS_PER_SECOND * (1 + 0.4 * Math.sin((2 * Math.PI * ms) / (SEASON_SECONDS * 1_000)));
  const buys = () => random() < BUYS * (broken ? 1 + TRUE_EFFECT : 1);

  return {
    historyBuckets: () => buckets,
    async importHistory(candor) {
      await candor.ok('PUT', '/api/v1/listen/settings', {
        bucketSeconds: BUCKET_SECONDS,
        seasonSeconds: SEASON_SECONDS,
      });
      const stepMs = BUCKET_SECONDS * 1_000;
      const endMs = Math.floor(Date.now() / stepMs) * stepMs;
      const rows = [];
      for (let atMs = endMs - SEASONS * SEASON_SECONDS * 1_000; atMs < endMs; atMs += stepMs) {
        const sessions = poisson(rateAt(atMs) * BUCKET_SECONDS);
        let conversions = 0;
        let bounces = 0;
        for (let i = 0; i < sessions; i++) {
          if (buys()) conversions += 1;
          else if (random() < BOUNCES) bounces += 1;
        }
        rows.push({
          at: new Date(atMs).toISOString(),
          sessions,
          pageViews: sessions * 2 - bounces,
          bounces,
          durationSeconds: (sessions - bounces) * LOOKS_SECONDS,
          conversions,
          conversionValue: conversions * 30,
        });
      }
      buckets = rows.length;
      await candor.ok('POST', '/api/v1/traffic/imports', { rows });
    },
    start(candorUrl) {
      timer = setInterval(() => {
        const now = Date.now();
        const events = [];
        for (let left = poisson(rateAt(now)); left > 0; left--) {
          const session = `demo-${seed}-${visitor++}`;
          const at = new Date(now).toISOString();
          events.push({ id: `${session}-v`, session, at, kind: 'view', path: '/' });
          const bought = buys();
          if (bought)
            events.push({ id: `${session}-c`, session, at, kind: 'conversion', name: 'order', value: 30 });
          else if (random() < BOUNCES) continue;
          events.push(
            { id: `${session}-w`, session, at, kind: 'view', path: '/products' },
            {
              id: `${session}-l`,
              session,
              at,
              kind: 'leave',
              path: '/products',
              visibleMs: LOOKS_SECONDS * 1_000,
            },
          );
        }
        if (events.length === 0) return;
        fetch(`${candorUrl}/beacons`, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body: JSON.stringify({ events }),
        }).catch(() => {});
      }, 1_000);
    },
    breakNow() {
      broken = shop.broken();
    },
    mend() {
      broken = false;
    },
    async compare(candor, incidentId) {
      type Report = {
        metrics: {
          metric: string;
          whileDown: { verdict: string; effect: { value: number; low: number; high: number } | null };
        }[];
      };
      const report = await candor.ok<Report>('POST', `/api/v1/incidents/${incidentId}/trust`, {});
      const measured = report.metrics.find(({ metric }) => metric === 'conversionRate');
      if (!measured) throw new Error('The trust report has no conversion rate.');
      const { effect, verdict } = measured.whileDown;
      if (verdict !== 'fell' || !effect) throw new Error(`The dip was not found: ${verdict}.`);
      if (TRUE_EFFECT < effect.low - SLACK || TRUE_EFFECT > effect.high + SLACK)
        throw new Error(`The dip was measured as ${effect.low} to ${effect.high}, and it is ${TRUE_EFFECT}.`);
      return {
        metric: 'conversion rate',
        trueEffect: TRUE_EFFECT,
        measured: effect.value,
        low: effect.low,
        high: effect.high,
        verdict,
      };
    },
    stop() {
      clearInterval(timer);
    },
  };
}
