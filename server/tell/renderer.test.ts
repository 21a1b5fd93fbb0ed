/** A renderer with a memory says, byte for byte, what one without a memory says; and remembers enough to be quick. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { temporarySigningKey } from '#timeline';
import { largeWorld } from '../../bench/rebuild/world.ts';
import { createRenderer } from './renderer.ts';
import { createSealer } from './seal.ts';
import { type Known, makeSnapshot } from './snapshot.ts';

const key = temporarySigningKey();
const HOUR_MS = 3_600_000;
const small = () => largeWorld({ components: 6, incidents: 4, locales: ['en', 'de'], open: 1 });

/** Things that happen to a page, each as its rooms would hand it over: new objects all over. */
type Change = (world: Known, n: number) => Known;
const CHANGES: Record<string, Change> = {
  aMinutePasses: (w) => ({ ...w, nowMs: w.nowMs + 60_000 }),
  hoursPass: (w, n) => ({ ...w, nowMs: w.nowMs + (1 + (n % 40)) * HOUR_MS }),
  theYearEnds: (w) => ({ ...w, nowMs: w.nowMs + 305 * 24 * HOUR_MS }),
  aComponentBreaks: (w, n) => component(w, n, { manualStatus: 'major_outage' }),
  aComponentRecovers: (w, n) => component(w, n, { manualStatus: null }),
  aComponentIsRenamed: (w, n) => component(w, n, { name: { en: `Renamed ${n}`, de: `Umbenannt ${n}` } }),
  aComponentHides: (w, n) => component(w, n, { onlyShowIfDegraded: true, showcase: false }),
  aComponentMoves: (w, n) => component(w, n, { groupId: null }),
  nobodyVouches: (w, n) => ({ ...w, unknown: new Set([`cmp_${n % 6}`]) }),
  aGroupIsRenamed: (w, n) => ({
    ...w,
    groups: w.groups.map((group) => ({ ...group, name: { en: `G ${n}` } })),
  }),
  thePageIsRenamed: (w, n) => ({ ...w, page: { ...w.page, name: `Page ${n}` } }),
  thePageMoves: (w, n) => ({ ...w, url: n % 2 ? 'https://a.example' : 'https://a.example/p/acme' }),
  theZoneChanges: (w, n) => ({ ...w, page: { ...w.page, timeZone: n % 2 ? 'Asia/Tokyo' : 'UTC' } }),
  languagesChange: (w, n) => ({ ...w, page: { ...w.page, locales: n % 2 ? ['de', 'en'] : ['en', 'de'] } }),
  supportMoves: (w, n) => ({ ...w, page: { ...w.page, supportUrl: `https://help.example/${n}` } }),
  anUpdateIsCorrected: (w, n) =>
    incident(w, n, ({ updates, ...rest }) => ({
      ...rest,
      lastFactAt: instant(w),
      updates: updates.map((update) => ({
        ...update,
        text: { en: `Corrected ${n}` },
        corrections: [
          ...update.corrections,
          { at: instant(w), by: 'person:1', was: update.text, text: { en: 'x' }, reason: null },
        ],
      })),
    })),
  anIncidentResolves: (w, n) =>
    incident(w, n, (each) => ({
      ...each,
      phase: 'resolved',
      lastFactAt: instant(w),
      resolvedAt: each.resolvedAt ?? instant(w),
    })),
  anIncidentIsRetitled: (w, n) => incident(w, n, (each) => ({ ...each, title: { en: `Title ${n}` } })),
  maintenanceIsPlanned: (w, n) => ({
    ...w,
    incidents: [
      ...w.incidents,
      {
        ...w.incidents[0]!,
        id: `mnt_${n}_${w.incidents.length}`,
        kind: 'maintenance',
        phase: n % 3 === 0 ? 'cancelled' : n % 3 === 1 ? 'scheduled' : 'completed',
        scheduledFor: new Date(w.nowMs + 2 * HOUR_MS).toISOString(),
        scheduledUntil: new Date(w.nowMs + 30 * HOUR_MS).toISOString(),
      },
    ],
  }),
  aPostmortemComes: (w, n) => ({
    ...w,
    blocks: {
      ...w.blocks,
      postmortems: new Map([
        [
          `inc_${n % 4}`,
          { url: `/incidents/inc_${n % 4}/postmortem`, title: `Why ${n}`, publishedAt: instant(w) },
        ],
      ]),
    },
  }),
  anEstimateIsGiven: (w, n) =>
    incident(w, n, (each) => ({
      ...each,
      lastFactAt: instant(w),
      estimate: {
        recoveryAt: new Date(w.nowMs + n * 60_000).toISOString(),
        basis: { en: `B ${n}` },
        givenAt: instant(w),
      },
      workaround: n % 2 ? { en: `W ${n}` } : null,
    })),
  answerTimesCome: (w, n) => ({
    ...w,
    latency: new Map([
      [
        `cmp_${n % 6}`,
        [{ from: instant(w).replace(/:\d\d:.*/, ':00:00.000Z'), stepSeconds: 3_600, p50: [n], p95: [n + 1] }],
      ],
    ]),
  }),
  aLinkComes: (w) => ({ ...w, blocks: { ...w.blocks, links: [{ kind: 'trust', url: '/trust' }] } }),
};
const instant = (w: Known) => new Date(w.nowMs).toISOString();
const component = (w: Known, n: number, more: object): Known => ({
  ...w,
  components: w.components.map((each, i) => (i === n % 6 ? { ...each, ...more } : each)),
});
type Incident = Known['incidents'][number];
const incident = (w: Known, n: number, change: (incident: Incident) => Incident): Known => ({
  ...w,
  incidents: w.incidents.map((each, i) => (i === n % w.incidents.length ? change(each) : each)),
});

const copyOf = (world: Known): Known => structuredClone(world);
const textsOf = (documents: ReturnType<ReturnType<typeof createRenderer>['documents']>) =>
  new Map([...documents].map(([path, { body, ...head }]) => [path, { ...head, text: String(body) }]));

describe('a renderer with a memory', () => {
  it('says what one without a memory says, whatever happens to the page', () => {
    const happening = fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(1_000));
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 8 }), (happenings) => {
        const seal = createSealer(key);
        const renderer = createRenderer();
        let world = small();
        renderer.documents(seal(makeSnapshot(world)).signed);
        for (const [name, n] of happenings) {
          world = copyOf(CHANGES[name]!(world, n));
          const made = renderer.documents(seal(makeSnapshot(world)).signed);
          const cold = createRenderer().documents(
            createSealer(key)(structuredClone(makeSnapshot(copyOf(world)))).signed,
          );
          assert.deepEqual(textsOf(made), textsOf(cold), name);
        }
      }),
      { numRuns: 15 },
    );
  });
});
